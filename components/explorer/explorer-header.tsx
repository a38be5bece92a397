'use client'

import { FolderPlus, Upload } from 'lucide-react'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import { usePageShortcuts } from '@/components/shell/shell-store'
import { useKeySequences } from '@/components/shell/use-key-sequences'
import { Breadcrumb } from '@/components/ui/breadcrumb'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { visibleName } from '@/components/ui/visible-name'
import { toCrumbs } from './crumbs'
import { useExplorer } from './explorer-context'
import { PrefixSearch } from './prefix-search'
import { explorerShortcuts, readingShortcuts } from './shortcuts'
import { StorageSelect } from './storage-select'
import { storageTitle } from './storage-title'
import { useExplorerCommands } from './use-explorer-commands'
import { useFilePicker } from './use-file-picker'
import { useRestricted } from './use-restricted'

/** Where one is, the search, and what can be added here. */
export function ExplorerHeader() {
  const { workspace, place, mayChange } = useExplorer()
  const pick = useFilePicker()
  const restricted = useRestricted()
  usePageShortcuts(mayChange ? explorerShortcuts : readingShortcuts)
  useExplorerCommands()
  useKeySequences({ u: pick.files }, mayChange)
  return (
    <header
      className={cn(
        'flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b px-gutter py-1.5',
        // On a phone the file covers the list: what searches and adds there would be out of place.
        place.file !== null && 'max-md:hidden',
      )}
    >
      <h1 className="sr-only">{`Explorer: ${visibleName(place.prefix) || storageTitle(place.storage)}`}</h1>
      <div className="flex min-w-0 flex-1 items-center gap-1 max-md:w-full max-md:flex-none">
        <StorageSelect />
        <Breadcrumb crumbs={toCrumbs(workspace, place)} label="Folder" />
      </div>
      {!restricted && <PrefixSearch key={`${place.storage}/${place.prefix}`} />}
      {mayChange ? <AddActions /> : <ReadOnlyMark />}
    </header>
  )
}

/** What can be put into this folder. */
function AddActions() {
  const { ask } = useExplorer()
  const pick = useFilePicker()
  return (
    <>
      <Button onClick={() => ask({ kind: 'new-folder' })} aria-label="New folder">
        <FolderPlus className="md:hidden" />
        <span className="max-md:hidden">New folder</span>
      </Button>
      <DropdownMenu
        trigger={
          <Button variant="primary" aria-label="Upload">
            <Upload />
            <span className="max-md:hidden">Upload</span>
          </Button>
        }
        entries={[
          { label: 'Upload files', keys: 'u', onSelect: pick.files },
          { label: 'Upload a folder', onSelect: pick.folder },
        ]}
      />
    </>
  )
}
