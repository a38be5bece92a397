'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { GrantList } from '@/components/grants/grant-list'
import type { SubjectOption } from '@/components/grants/subject-option'
import { useChange } from '@/components/people/use-change'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { createFolderAction, updateFolderAction } from '@/lib/folders/actions'
import type { FolderGrant, FolderSummary } from '@/lib/folders/schema'
import { folderAccesses, toFolderGrants } from './folder-accesses'

type FolderDialogProps = {
  workspace: string
  /** null while it is new. */
  folder: FolderSummary | null
  subjects: SubjectOption[]
  onClose: () => void
}

/** A folder: what it is called, what it is for, and who may do what in it. */
export function FolderDialog({ workspace, folder, subjects, onClose }: FolderDialogProps) {
  const [name, setName] = useState(folder?.name ?? '')
  const [displayName, setDisplayName] = useState(folder?.displayName ?? '')
  const [summary, setSummary] = useState(folder?.summary ?? '')
  const [grants, setGrants] = useState<FolderGrant[]>(folder?.grants ?? [])
  const action = folder ? updateFolderAction : createFolderAction
  const { mutate, isPending, error } = useChange(action.bind(null, workspace), () => {
    toast(folder ? 'Folder saved' : 'Folder created', { description: `f/${name.trim()}` })
    onClose()
  })
  return (
    <FormDialog
      title={folder ? `Folder f/${folder.name}` : 'New folder'}
      submitLabel={folder ? 'Save folder' : 'Create folder'}
      pending={isPending}
      error={fieldError(error, 'grants') ? error : formError(error)}
      onSubmit={() => mutate({ name, displayName, summary, grants })}
      onClose={onClose}
    >
      {!folder && (
        <Field
          label="Name"
          help="In paths such as f/name/key. It cannot be changed later."
          error={fieldError(error, 'name')}
        >
          <Input mono value={name} onChange={(event) => setName(event.target.value)} autoFocus autoComplete="off" />
        </Field>
      )}
      <Field label="Display name" optional error={fieldError(error, 'displayName')}>
        <Input value={displayName} onChange={(event) => setDisplayName(event.target.value)} autoComplete="off" />
      </Field>
      <Field label="Summary" optional error={fieldError(error, 'summary')}>
        <Input value={summary} onChange={(event) => setSummary(event.target.value)} autoComplete="off" />
      </Field>
      <div className="grid gap-1.5">
        <span className="font-medium">Who may use it</span>
        <p className="text-sm text-text-2">
          {folder
            ? 'Holds for everything in this folder. Admins can always see and change it.'
            : 'You own it. Holds for everything in this folder; admins can always see and change it.'}
        </p>
        <GrantList
          grants={grants}
          accesses={folderAccesses}
          subjects={subjects}
          onChange={(next) => setGrants(toFolderGrants(next))}
        />
      </div>
    </FormDialog>
  )
}
