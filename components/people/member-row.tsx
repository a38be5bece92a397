'use client'

import { UserMinus } from 'lucide-react'
import { toast } from 'sonner'
import { Badge } from '@/components/ui/badge'
import { describeError } from '@/components/ui/describe-error'
import { IconButton } from '@/components/ui/icon-button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Select } from '@/components/ui/select'
import { Td, Tr } from '@/components/ui/table'
import { updateMemberAction } from '@/lib/people/actions'
import type { WorkspaceMember } from '@/lib/people/schema'
import { roleSchema } from '@/lib/people/schema'
import { PersonCell } from './person-cell'
import { useChange } from './use-change'

type MemberRowProps = { workspace: string; member: WorkspaceMember; isSelf: boolean; onRemove: () => void }

export const roleOptions = [
  { value: 'admin', label: 'Admin' },
  { value: 'developer', label: 'Developer' },
  { value: 'operator', label: 'Operator' },
]

/** One member, with their role to be changed and the way out of the workspace. */
export function MemberRow({ workspace, member, isSelf, onRemove }: MemberRowProps) {
  const change = useChange(updateMemberAction.bind(null, workspace))
  const role = change.isPending ? change.variables.role : member.role
  return (
    <Tr className="hover:bg-hover">
      <Td className="w-2/5 max-w-0 max-md:w-full">
        <PersonCell name={member.name} email={member.email} username={member.username}>
          {isSelf && <Badge>you</Badge>}
          {member.superadmin && <Badge>superadmin</Badge>}
          {member.disabled && <Badge tone="warn">disabled</Badge>}
        </PersonCell>
      </Td>
      <Td className="font-mono text-sm max-md:hidden">{member.username}</Td>
      <Td>
        <Select
          aria-label={`Role of ${member.username}`}
          options={roleOptions}
          value={role}
          className="w-[104px]"
          onValueChange={(value) =>
            change.mutate(
              { userId: member.userId, role: roleSchema.parse(value) },
              { onError: (error) => toast.error('The role stays', { description: describeError(error).message }) },
            )
          }
        />
      </Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        <RelativeTime date={member.createdAt} />
      </Td>
      <Td className="w-px">
        <IconButton label={isSelf ? 'Leave workspace' : `Remove ${member.username}`} onClick={onRemove}>
          <UserMinus />
        </IconButton>
      </Td>
    </Tr>
  )
}
