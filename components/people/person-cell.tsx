import type { ReactNode } from 'react'

type PersonCellProps = { name: string; email: string; username?: string; children?: ReactNode }

/** A person in a list: name over address, badges beside; on phones the username as well, which has no column there. */
export function PersonCell({ name, email, username, children }: PersonCellProps) {
  return (
    <div className="grid min-w-0 py-0.5">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="min-w-0 truncate font-medium" title={name || email}>
          {name || email}
        </span>
        {children}
      </span>
      {name && (
        <span className="truncate text-sm text-text-2" title={email}>
          {email}
        </span>
      )}
      {username && <span className="truncate font-mono text-sm text-text-2 md:hidden">{username}</span>}
    </div>
  )
}
