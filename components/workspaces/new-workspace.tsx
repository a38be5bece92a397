'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { createWorkspaceAction } from '@/lib/workspaces/actions'

/** The button that makes a workspace, with its form; `opened` shows the form at once. */
export function NewWorkspace({ opened }: { opened: boolean }) {
  const [open, setOpen] = useState(opened)
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus />
        New workspace
      </Button>
      <Dialog open={open} onOpenChange={setOpen} size="sm" title="New workspace">
        <NewWorkspaceForm onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function NewWorkspaceForm({ onCancel }: { onCancel: () => void }) {
  const router = useRouter()
  const [name, setName] = useState('')
  const [typedId, setTypedId] = useState<string | null>(null)
  const { mutate, isPending, error } = useChange(createWorkspaceAction, ({ id }) =>
    router.push(`/w/${id}/settings/storage`),
  )
  const id = typedId ?? slugOf(name)
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) mutate({ id, name })
      }}
    >
      <Field label="Name" error={fieldError(error, 'name')}>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoFocus autoComplete="off" />
      </Field>
      <Field
        label="Id"
        help="Part of addresses and of scripts; it stays as it is. Small letters, digits, _ and -."
        error={fieldError(error, 'id')}
      >
        <Input
          mono
          value={id}
          onChange={(event) => setTypedId(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      {formError(error) ? <ErrorNote error={error} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending}>
          Create workspace
        </Button>
      </div>
    </form>
  )
}

function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+|[-_]+$/g, '')
    .slice(0, 50)
}
