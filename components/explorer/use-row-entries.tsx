'use client'

import { Copy, Download, Files, FolderInput, Link2, Maximize2, PanelRightOpen, Pencil, Trash2 } from 'lucide-react'
import { toast } from 'sonner'
import type { MenuEntry } from '@/components/ui/menu-entries'
import { writeClipboard } from '@/components/ui/write-clipboard'
import type { Row } from '@/lib/objects/level-rows'
import { downloadRows } from './download-rows'
import { useExplorer } from './explorer-context'
import { s3Address } from './s3-address'
import { useOpenRow } from './use-grid-commands'

/** What can be done with some rows, as a menu. */
export function useRowEntries(rows: Row[]): MenuEntry[] {
  const explorer = useExplorer()
  const openRow = useOpenRow()
  const { workspace, place, ask, mayChange } = explorer
  const [row] = rows
  if (!row) return []
  const single = rows.length === 1 ? row : null
  const keys = rows.map((candidate) => candidate.key)
  const addresses = keys.map((key) => s3Address(place.storage, key))
  const copy = (text: string, what: string) => void writeClipboard(text).then((done) => sayCopied(done, what))
  return [
    ...(single ? [{ label: 'Open', icon: <PanelRightOpen />, keys: 'Enter', onSelect: () => openRow(single) }] : []),
    ...(single?.kind === 'file'
      ? [{ label: 'Open full screen', icon: <Maximize2 />, onSelect: () => openRow(single, { full: true }) }]
      : []),
    {
      label: single?.kind === 'file' ? 'Download' : 'Download as ZIP',
      icon: <Download />,
      keys: 'd',
      onSelect: () => downloadRows(workspace, place.storage, rows),
    },
    ...(mayChange && single?.kind === 'file'
      ? [{ label: 'Share', icon: <Link2 />, onSelect: () => ask({ kind: 'share', fileKey: single.key }) }]
      : []),
    'separator',
    ...(mayChange && single
      ? [{ label: 'Rename', icon: <Pencil />, keys: 'F2', onSelect: () => ask({ kind: 'rename', row: single }) }]
      : []),
    ...(mayChange
      ? [
          { label: 'Copy to…', icon: <Files />, keys: 'c', onSelect: () => ask({ kind: 'copy', rows }) },
          { label: 'Move to…', icon: <FolderInput />, keys: 'm', onSelect: () => ask({ kind: 'move', rows }) },
          'separator' as const,
        ]
      : []),
    { label: single ? 'Copy key' : 'Copy keys', icon: <Copy />, onSelect: () => copy(keys.join('\n'), 'key') },
    { label: 'Copy s3:// address', icon: <Copy />, onSelect: () => copy(addresses.join('\n'), 'address') },
    ...(mayChange ? removal(() => ask({ kind: 'delete', rows })) : []),
  ]
}

function removal(onSelect: () => void): MenuEntry[] {
  return ['separator', { label: 'Delete', icon: <Trash2 />, keys: 'Del', danger: true, onSelect }]
}

function sayCopied(done: boolean, what: string) {
  if (done) toast.success(`Copied the ${what}`)
  else toast.error(`The ${what} could not be copied. This browser does not let pages use the clipboard.`)
}
