'use client'

import { Database, FolderPlus, Upload } from 'lucide-react'
import { useMemo } from 'react'
import { usePageCommands } from '@/components/shell/shell-store'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'
import { useFilePicker } from './use-file-picker'

const GROUP = 'Explorer'

/** What the explorer adds to the command palette. */
export function useExplorerCommands() {
  const { ask, go, storages } = useExplorer()
  const pick = useFilePicker()
  const commands = useMemo(
    () => [
      { id: 'upload-files', label: 'Upload files', group: GROUP, icon: <Upload />, keys: 'u', onSelect: pick.files },
      { id: 'upload-folder', label: 'Upload a folder', group: GROUP, icon: <Upload />, onSelect: pick.folder },
      {
        id: 'new-folder',
        label: 'New folder',
        group: GROUP,
        icon: <FolderPlus />,
        onSelect: () => ask({ kind: 'new-folder' }),
      },
      ...storages.map((storage) => ({
        id: `storage:${storage}`,
        label: `Go to storage ${storageTitle(storage)}`,
        group: GROUP,
        icon: <Database />,
        onSelect: () => go({ storage, prefix: '', search: '', file: null, full: false }),
      })),
    ],
    [ask, go, pick, storages],
  )
  usePageCommands(commands)
}
