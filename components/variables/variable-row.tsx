'use client'

import { Copy, Pencil, Trash2, Users } from 'lucide-react'
import { toast } from 'sonner'
import { RowMenu } from '@/components/resources/row-menu'
import { Badge } from '@/components/ui/badge'
import type { MenuEntry } from '@/components/ui/menu-entries'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'
import type { VariableSummary } from '@/lib/variables/schema'

export type VariableCommand = 'edit' | 'share' | 'delete'

type VariableRowProps = { variable: VariableSummary; onChoose: (command: VariableCommand) => void }

/** One variable; its value only when it is no secret. */
export function VariableRow({ variable, onChoose }: VariableRowProps) {
  const { path, value, isSecret, description, editedAt, mayWrite } = variable
  return (
    <Tr className="hover:bg-hover">
      <Td className="font-medium [overflow-wrap:anywhere]">
        {mayWrite ? (
          <button type="button" className="text-left" onClick={() => onChoose('edit')}>
            {path}
          </button>
        ) : (
          path
        )}
      </Td>
      <Td className="max-w-64 truncate">
        {isSecret ? <Badge>Secret</Badge> : <span className="font-mono text-sm text-text-2">{value}</span>}
      </Td>
      <Td className="max-w-0 truncate text-text-2 max-lg:hidden lg:w-2/5">{description}</Td>
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        <RelativeTime date={editedAt} />
      </Td>
      <Td className="w-10 text-right">
        <RowMenu label={`Actions for ${path}`} entries={entriesFor(variable, onChoose)} />
      </Td>
    </Tr>
  )
}

function entriesFor({ path, mayWrite }: VariableSummary, onChoose: VariableRowProps['onChoose']): MenuEntry[] {
  const copy = { label: 'Copy reference', icon: <Copy />, onSelect: () => void copyReference(path) }
  const share = { label: 'Who may see this', icon: <Users />, onSelect: () => onChoose('share') }
  if (!mayWrite) return [copy, share]
  return [
    { label: 'Edit', icon: <Pencil />, onSelect: () => onChoose('edit') },
    copy,
    share,
    'separator',
    { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => onChoose('delete') },
  ]
}

async function copyReference(path: string) {
  const reference = `$var:${path}`
  try {
    await navigator.clipboard.writeText(reference)
    toast('Reference copied', { description: reference })
  } catch {
    // A browser may refuse outside of HTTPS; then it is shown to be copied by hand.
    toast(reference)
  }
}
