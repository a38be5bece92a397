'use client'

import { FolderOpen, SearchX, Upload } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { visibleName } from '@/components/ui/visible-name'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'
import { useFilePicker } from './use-file-picker'
import { useMeantFile } from './use-meant-file'

/** Nothing to list: because of the search, or because nothing is here yet. */
export function EmptyLevel({
  hasMarker,
}: {
  /** Whether an object stands for the empty folder. */ hasMarker: boolean
}) {
  const { place, go } = useExplorer()
  useMeantFile({ hasMarker })
  if (place.search !== '')
    return (
      <EmptyState
        icon={<SearchX />}
        title={`Nothing here starts with "${visibleName(place.search)}"`}
        action={<Button onClick={() => go({ search: '' })}>Clear the search</Button>}
      >
        The search compares the beginning of names in this folder, upper and lower case apart.
      </EmptyState>
    )
  return <EmptyFolder />
}

function EmptyFolder() {
  const { place, ask, mayChange } = useExplorer()
  const pick = useFilePicker()
  const where = place.prefix === '' ? `The storage ${storageTitle(place.storage)} is empty` : 'This folder is empty'
  if (!mayChange)
    return (
      <EmptyState icon={<FolderOpen />} title={where}>
        Operators read what others put here.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<FolderOpen />}
      title={where}
      action={
        <>
          <Button onClick={() => ask({ kind: 'new-folder' })}>New folder</Button>
          <Button onClick={pick.files}>
            <Upload />
            Upload files
          </Button>
        </>
      }
    >
      Drop files or folders here, or choose them.
    </EmptyState>
  )
}
