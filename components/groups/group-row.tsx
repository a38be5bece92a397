'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { RowMenu } from '@/components/resources/row-menu'
import { formatCount } from '@/components/ui/format-bytes'
import { Td, Tr } from '@/components/ui/table'
import { ALL_MEMBERS, type GroupMember, type GroupSummary } from '@/lib/groups/schema'

export type GroupCommand = 'edit' | 'delete'

type GroupRowProps = { group: GroupSummary; onCommand: (command: GroupCommand) => void }

const SHOWN_MEMBERS = 4

/** One group; whoever manages it opens it by its name. */
export function GroupRow({ group, onCommand }: GroupRowProps) {
  const { name, summary, members, mayManage } = group
  return (
    <Tr className="relative hover:bg-hover">
      <Td>
        <span className="grid">
          {mayManage ? (
            <button
              type="button"
              className="w-fit text-left font-medium after:absolute after:inset-0"
              onClick={() => onCommand('edit')}
            >
              {name}
            </button>
          ) : (
            <span className="font-medium">{name}</span>
          )}
          {summary && <span className="line-clamp-2 text-sm text-text-2">{summary}</span>}
        </span>
      </Td>
      <Td className="max-w-0 truncate text-text-2 max-md:hidden md:w-1/2">{namesOf(name, members)}</Td>
      <Td numeric>{formatCount(members.length)}</Td>
      <Td className="w-10 text-right">
        {mayManage && (
          <RowMenu
            label={`Actions for ${name}`}
            entries={[
              { label: 'Edit', icon: <Pencil />, onSelect: () => onCommand('edit') },
              'separator',
              { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => onCommand('delete') },
            ]}
          />
        )}
      </Td>
    </Tr>
  )
}

function namesOf(name: string, members: GroupMember[]): string {
  if (name === ALL_MEMBERS) return 'Everybody, also those who come later'
  if (members.length === 0) return 'Nobody yet'
  const shown = members
    .slice(0, SHOWN_MEMBERS)
    .map(({ username, manager }) => (manager ? `${username} (manager)` : username))
  return members.length > SHOWN_MEMBERS
    ? `${shown.join(', ')} and ${members.length - SHOWN_MEMBERS} more`
    : shown.join(', ')
}
