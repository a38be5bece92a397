'use client'

import { useId, useState } from 'react'
import { toast } from 'sonner'
import { GrantList } from '@/components/grants/grant-list'
import type { SubjectOption } from '@/components/grants/subject-option'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
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
  const formId = useId()
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
    <Dialog
      open
      onOpenChange={onClose}
      title={folder ? `Folder f/${folder.name}` : 'New folder'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={isPending}>
            {folder ? 'Save folder' : 'Create folder'}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) mutate({ name, displayName, summary, grants })
        }}
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
        {formError(error) || fieldError(error, 'grants') ? <ErrorNote error={error} /> : null}
      </form>
    </Dialog>
  )
}
