'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { optionOf } from '@/components/grants/subject-option'
import { RowMenu } from '@/components/resources/row-menu'
import { Td, Tr } from '@/components/ui/table'
import type { FolderGrant, FolderSummary } from '@/lib/folders/schema'
import { accessWords } from './folder-accesses'

export type FolderCommand = 'edit' | 'delete'

type FolderRowProps = { folder: FolderSummary; onCommand: (command: FolderCommand) => void }

const SHOWN_GRANTS = 3

/** One folder; its owners open it by its name. */
export function FolderRow({ folder, onCommand }: FolderRowProps) {
  const { name, displayName, summary, grants, access, mayShare } = folder
  const path = `f/${name}`
  return (
    <Tr className="relative hover:bg-hover">
      <Td>
        <span className="grid">
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            {mayShare ? (
              <button
                type="button"
                className="text-left font-medium [overflow-wrap:anywhere] after:absolute after:inset-0"
                onClick={() => onCommand('edit')}
              >
                {displayName || path}
              </button>
            ) : (
              <span className="font-medium">{displayName || path}</span>
            )}
            {displayName && <span className="font-mono text-sm text-text-2">{path}</span>}
          </span>
          {summary && <span className="line-clamp-2 text-sm text-text-2">{summary}</span>}
        </span>
      </Td>
      <Td className="max-w-0 truncate text-text-2 md:w-2/5" title={namesOf(grants)}>
        {namesOf(grants)}
      </Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">{access ? accessWords[access] : 'As an admin'}</Td>
      <Td className="w-10 text-right">
        {mayShare && (
          <RowMenu
            label={`Actions for ${path}`}
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

function namesOf(grants: FolderGrant[]): string {
  if (grants.length === 0) return 'Admins only'
  const shown = grants.slice(0, SHOWN_GRANTS).map(({ subject }) => optionOf(subject).label)
  return grants.length > SHOWN_GRANTS
    ? `${shown.join(', ')} and ${grants.length - SHOWN_GRANTS} more`
    : shown.join(', ')
}
