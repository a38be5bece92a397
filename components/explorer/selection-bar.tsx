'use client'

import { Download, Files, FolderInput, Trash2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { formatBytes, formatCount } from '@/components/ui/format-bytes'
import { IconButton } from '@/components/ui/icon-button'
import type { Row } from '@/lib/objects/level-rows'
import { downloadRows } from './download-rows'
import { useExplorer } from './explorer-context'
import type { ListState } from './use-list-state'

/** What is selected and what can be done with it, in the place of the columns' titles, so that no row moves. */
export function SelectionBar({ list, complete }: { list: ListState; complete: boolean }) {
  const { workspace, place, ask, mayChange } = useExplorer()
  const { selectedRows: rows } = list
  if (rows.length === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="absolute top-0 right-0 left-9 z-20 flex h-row items-center gap-1 border-b bg-bg pr-2 max-md:h-10 [&_button>span]:@max-[620px]:gap-0 [&_button]:@max-[620px]:text-[0px]"
    >
      <span role="status" className="mr-auto min-w-0 truncate font-medium">
        {selectionLabel(rows, list.rows.length, complete)}
      </span>
      <Button
        size="sm"
        onClick={() => downloadRows(workspace, place.storage, rows)}
        title={rows.length > 1 ? 'As one ZIP archive' : undefined}
      >
        <Download />
        Download
      </Button>
      {mayChange && (
        <>
          <Button size="sm" onClick={() => ask({ kind: 'copy', rows })}>
            <Files />
            Copy to…
          </Button>
          <Button size="sm" onClick={() => ask({ kind: 'move', rows })}>
            <FolderInput />
            Move to…
          </Button>
        </>
      )}
      <CopyButton labelled value={rows.map((row) => row.key).join('\n')} what={rows.length === 1 ? 'key' : 'keys'} />
      {mayChange && (
        <Button size="sm" onClick={() => ask({ kind: 'delete', rows })} className="text-bad">
          <Trash2 />
          Delete
        </Button>
      )}
      <IconButton label="Clear the selection" keys="Esc" size="sm" onClick={() => list.select({ type: 'clear' })}>
        <X />
      </IconButton>
    </div>
  )
}

function selectionLabel(rows: Row[], loaded: number, complete: boolean): string {
  const bytes = rows.reduce((sum, row) => sum + (row.kind === 'file' ? row.size : 0), 0)
  const size = rows.some((row) => row.kind === 'folder') ? '' : `, ${formatBytes(bytes)}`
  if (rows.length < loaded) return `${formatCount(rows.length)} selected${size}`
  return `All ${formatCount(loaded)}${complete ? '' : ' loaded'} selected${size}`
}
