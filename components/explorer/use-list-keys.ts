'use client'

import { useKeySequences } from '@/components/shell/use-key-sequences'
import { downloadRows } from './download-rows'
import { useExplorer } from './explorer-context'
import { focusGrid } from './focus-grid'
import type { ListState } from './use-list-state'

/** Keys that act on the selection, or on the active row without one; wherever the focus is. */
export function useListKeys(list: ListState) {
  const { workspace, place, ask, mayChange } = useExplorer()
  const active = list.rows[list.activeIndex]
  const rows = list.selectedRows.length > 0 ? list.selectedRows : active ? [active] : []
  const [row] = rows
  const remove = () => ask({ kind: 'delete', rows })
  const rename = () => row && ask({ kind: 'rename', row: active ?? row })
  useKeySequences({
    ...(row && { d: () => downloadRows(workspace, place.storage, rows) }),
    ...(row &&
      mayChange && {
        c: () => ask({ kind: 'copy', rows }),
        m: () => ask({ kind: 'move', rows }),
        Delete: remove,
        F2: rename,
      }),
    j: focusGrid,
    k: focusGrid,
  })
}
