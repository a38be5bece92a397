'use client'

import { CornerLeftUp, Database, FolderPlus, Upload } from 'lucide-react'
import { useMemo } from 'react'
import { usePageCommands } from '@/components/shell/shell-store'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'
import { useFilePicker } from './use-file-picker'
import { useGoUp } from './use-grid-commands'

const GROUP = 'Explorer'

/** What the explorer adds to the command palette. */
export function useExplorerCommands() {
  const { ask, go, storages, place, mayChange } = useExplorer()
  const goUp = useGoUp()
  const inFolder = place.prefix !== ''
  const pick = useFilePicker()
  const commands = useMemo(
    () => [
      ...(mayChange ? changes(pick, () => ask({ kind: 'new-folder' })) : []),
      ...(inFolder
        ? [
            {
              id: 'folder-above',
              label: 'Go to the folder above',
              group: GROUP,
              icon: <CornerLeftUp />,
              keys: 'Backspace',
              onSelect: goUp,
            },
          ]
        : []),
      ...storages.map((storage) => ({
        id: `storage:${storage}`,
        label: `Go to storage ${storageTitle(storage)}`,
        group: GROUP,
        icon: <Database />,
        onSelect: () => go({ storage, prefix: '', search: '', file: null, full: false }),
      })),
    ],
    [ask, go, goUp, inFolder, mayChange, pick, storages],
  )
  usePageCommands(commands)
}

function changes(pick: ReturnType<typeof useFilePicker>, addFolder: () => void) {
  return [
    { id: 'upload-files', label: 'Upload files', group: GROUP, icon: <Upload />, keys: 'u', onSelect: pick.files },
    { id: 'upload-folder', label: 'Upload a folder', group: GROUP, icon: <Upload />, onSelect: pick.folder },
    { id: 'new-folder', label: 'New folder', group: GROUP, icon: <FolderPlus />, onSelect: addFolder },
  ]
}
