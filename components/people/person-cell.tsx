import type { ReactNode } from 'react'

/** A person in a list: name over address, badges beside. */
export function PersonCell({ name, email, children }: { name: string; email: string; children?: ReactNode }) {
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
    </div>
  )
}
