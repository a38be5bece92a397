'use client'

import { useEffect, useRef } from 'react'
import { SplitPane } from '@/components/ui/split-pane'
import { DropTarget } from './drop-target'
import { useExplorer } from './explorer-context'
import { FilePanel } from './file-panel'
import { focusGrid } from './focus-grid'
import { LevelList } from './level-list'
import { levelId, useCloseFile } from './use-grid-commands'

/** The list, and the open file beside it or in its place. */
export function ExplorerPanes() {
  const { place } = useExplorer()
  const close = useCloseFile()
  const before = useRef(place.file)
  useEffect(() => {
    const isClosed = place.file === null && before.current !== null
    before.current = place.file
    // The panel took the focus with it.
    if (isClosed && document.activeElement === document.body) focusGrid()
  }, [place.file])
  if (place.file !== null && place.full) return <FilePanel fileKey={place.file} />
  return (
    <SplitPane
      storageKey="explorer"
      start={
        <DropTarget>
          <LevelList key={levelId(place)} />
        </DropTarget>
      }
      end={place.file === null ? null : <FilePanel fileKey={place.file} />}
      endLabel="File"
      onClose={close}
    />
  )
}
