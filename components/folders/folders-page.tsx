'use client'

import { FolderLock, FolderPlus } from 'lucide-react'
import { useState } from 'react'
import type { SubjectOption } from '@/components/grants/subject-option'
import { PeopleNav } from '@/components/people/people-nav'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ActionsTh, Table, Th, Tr } from '@/components/ui/table'
import type { FolderSummary } from '@/lib/folders/schema'
import { DeleteFolderDialog } from './delete-folder-dialog'
import { FolderDialog } from './folder-dialog'
import { type FolderCommand, FolderRow } from './folder-row'

type FoldersPageProps = {
  workspace: string
  folders: FolderSummary[]
  subjects: SubjectOption[]
  /** Operators make none. */
  mayCreate: boolean
}

type Chosen = { command: FolderCommand; folder: FolderSummary } | { command: 'new' }

/** The folders that resources, variables and scripts lie in, and who may use them. */
export function FoldersPage({ workspace, folders, subjects, mayCreate }: FoldersPageProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const close = () => setChosen(null)
  const dialog = { workspace, subjects, onClose: close }
  const create = mayCreate && (
    <Button variant="primary" onClick={() => setChosen({ command: 'new' })}>
      <FolderPlus aria-hidden="true" />
      New folder
    </Button>
  )
  return (
    <>
      <PageHeader title="Folders" actions={folders.length > 0 && create} />
      <PeopleNav workspace={workspace} />
      {folders.length === 0 ? (
        <EmptyState icon={<FolderLock />} title="No folders yet" action={create}>
          A folder holds resources and variables that several people use: whoever may see the folder may see what lies
          in it, as f/folder/name.
        </EmptyState>
      ) : (
        <FolderTable folders={folders} onCommand={(command, folder) => setChosen({ command, folder })} />
      )}
      {chosen?.command === 'new' && <FolderDialog {...dialog} folder={null} />}
      {chosen?.command === 'edit' && <FolderDialog {...dialog} folder={chosen.folder} />}
      {chosen?.command === 'delete' && (
        <DeleteFolderDialog workspace={workspace} folder={chosen.folder} onClose={close} />
      )}
    </>
  )
}

type FolderTableProps = {
  folders: FolderSummary[]
  onCommand: (command: FolderCommand, folder: FolderSummary) => void
}

function FolderTable({ folders, onCommand }: FolderTableProps) {
  return (
    <Table aria-label="Folders">
      <thead>
        <Tr>
          <Th>Folder</Th>
          <Th>Who may use it</Th>
          <Th className="max-md:hidden">You</Th>
          <ActionsTh />
        </Tr>
      </thead>
      <tbody>
        {folders.map((folder) => (
          <FolderRow key={folder.name} folder={folder} onCommand={(command) => onCommand(command, folder)} />
        ))}
      </tbody>
    </Table>
  )
}
