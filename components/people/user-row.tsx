'use client'

import { Ellipsis } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import type { MenuEntry } from '@/components/ui/menu-entries'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'
import type { InstanceUser } from '@/lib/people/schema'
import { PersonCell } from './person-cell'
import type { UserChange } from './user-change-dialog'

type UserRowProps = {
  user: InstanceUser
  isSelf: boolean
  onChange: (change: UserChange) => void
  onResetPassword: () => void
}

/** One account of this server, with what can be changed about it. */
export function UserRow({ user, isSelf, onChange, onResetPassword }: UserRowProps) {
  const entries: MenuEntry[] = [
    { label: user.hasPassword ? 'Reset password' : 'Give a password', onSelect: onResetPassword },
    user.superadmin
      ? { label: 'Remove as superadmin', onSelect: () => onChange({ user, kind: 'demote' }) }
      : { label: 'Make superadmin', onSelect: () => onChange({ user, kind: 'promote' }) },
    'separator',
    user.disabled
      ? { label: 'Enable', onSelect: () => onChange({ user, kind: 'enable' }) }
      : { label: 'Disable', danger: true, disabled: isSelf, onSelect: () => onChange({ user, kind: 'disable' }) },
  ]
  return (
    <Tr className="hover:bg-hover">
      <Td className="w-1/2 max-w-0">
        <PersonCell name={user.name} email={user.email}>
          {isSelf && <Badge>you</Badge>}
          {user.superadmin && <Badge>superadmin</Badge>}
          {user.disabled && <Badge tone="warn">disabled</Badge>}
          {!user.hasPassword && <Badge>no password</Badge>}
        </PersonCell>
      </Td>
      <Td
        className="max-w-[200px] truncate font-mono text-sm text-text-2 max-md:hidden"
        title={user.workspaces.join(', ')}
      >
        {user.workspaces.join(', ') || '–'}
      </Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        {user.lastSignInAt ? <RelativeTime date={user.lastSignInAt} /> : 'never'}
      </Td>
      <Td className="w-px text-right">
        <DropdownMenu
          entries={entries}
          trigger={
            <IconButton label={`Change ${user.email}`}>
              <Ellipsis />
            </IconButton>
          }
        />
      </Td>
    </Tr>
  )
}
