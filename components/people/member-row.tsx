'use client'

import { Ban, Ellipsis, RotateCcw, UserMinus } from 'lucide-react'
import { toast } from 'sonner'
import { Badge } from '@/components/ui/badge'
import { describeError } from '@/components/ui/describe-error'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import type { MenuEntry } from '@/components/ui/menu-entries'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { Td, Tr } from '@/components/ui/table'
import { updateMemberAction } from '@/lib/people/actions'
import { roleSchema, type WorkspaceMember } from '@/lib/people/schema'
import { PersonCell } from './person-cell'
import { roleLabel, roleOptions } from './roles'
import { useChange } from './use-change'

export type MemberCommand = 'disable' | 'enable' | 'remove'

type MemberRowProps = {
  workspace: string
  member: WorkspaceMember
  isSelf: boolean
  /** Whether the reader is an admin. */
  manages: boolean
  onCommand: (command: MemberCommand) => void
}

/** One member: who they are, their role and groups, and for admins the way to change both or to end it. */
export function MemberRow({ workspace, member, isSelf, manages, onCommand }: MemberRowProps) {
  return (
    <Tr className="hover:bg-hover">
      <Td className="w-2/5 max-w-0 max-md:w-full">
        <PersonCell name={member.name} email={member.email} username={member.username}>
          {isSelf && <Badge>you</Badge>}
          {member.superadmin && <Badge>superadmin</Badge>}
          {member.disabled && <Badge tone="warn">{member.disabledHere ? 'disabled' : 'disabled on this server'}</Badge>}
        </PersonCell>
      </Td>
      <Td className="font-mono text-sm max-md:hidden">{member.username}</Td>
      <Td>{manages ? <RoleSelect workspace={workspace} member={member} /> : roleLabel(member.role)}</Td>
      <Td className="max-w-40 truncate text-text-2 max-lg:hidden" title={member.groups.join(', ') || undefined}>
        {member.groups.join(', ') || '–'}
      </Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        <RelativeTime date={member.createdAt} />
      </Td>
      {manages && (
        <Td className="w-px">
          <DropdownMenu
            entries={entriesFor(member, isSelf, onCommand)}
            trigger={
              <IconButton label={`Actions for ${member.username}`}>
                <Ellipsis />
              </IconButton>
            }
          />
        </Td>
      )}
    </Tr>
  )
}

function RoleSelect({ workspace, member }: { workspace: string; member: WorkspaceMember }) {
  const change = useChange(updateMemberAction.bind(null, workspace))
  return (
    <Select
      aria-label={`Role of ${member.username}`}
      options={roleOptions}
      value={change.isPending ? (change.variables.role ?? member.role) : member.role}
      className="w-[112px] max-md:w-32"
      onValueChange={(value) =>
        change.mutate(
          { userId: member.userId, role: roleSchema.parse(value) },
          { onError: (error) => toast.error('The role stays', { description: describeError(error).message }) },
        )
      }
    />
  )
}

function entriesFor(member: WorkspaceMember, isSelf: boolean, onCommand: MemberRowProps['onCommand']): MenuEntry[] {
  const leave = { label: 'Leave workspace', icon: <UserMinus />, danger: true, onSelect: () => onCommand('remove') }
  if (isSelf) return [leave]
  return [
    member.disabledHere
      ? { label: 'Enable here', icon: <RotateCcw />, onSelect: () => onCommand('enable') }
      : { label: 'Disable here', icon: <Ban />, onSelect: () => onCommand('disable') },
    'separator',
    { ...leave, label: 'Remove from workspace' },
  ]
}
