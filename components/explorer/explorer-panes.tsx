'use client'

import { SplitPane } from '@/components/ui/split-pane'
import { DropTarget } from './drop-target'
import { useExplorer } from './explorer-context'
import { FilePanel } from './file-panel'
import { LevelList } from './level-list'
import { levelId } from './use-grid-commands'

/** The list, and the open file beside it or in its place. */
export function ExplorerPanes() {
  const { place, go } = useExplorer()
  const close = () => go({ file: null, full: false })
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
