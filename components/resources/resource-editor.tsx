'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { SaveBar } from '@/components/ui/save-bar'
import { AppError } from '@/lib/errors'
import type { ResourceDetails } from '@/lib/resources/schema'
import type { ResourceType } from '@/lib/resources/types/resource-type'
import { ConnectionTest } from './connection-test'
import { type Draft, draftOf } from './draft'
import type { Place } from './path-fields'
import type { Platform } from './preset-picker'
import { ResourceForm } from './resource-form'
import { useConnectionTest } from './use-connection-test'
import { useResourceDraft } from './use-resource-draft'
import { useSaveResource } from './use-save-resource'

type ResourceEditorProps = {
  workspace: string
  type: ResourceType
  /** null while it is new. */
  saved: ResourceDetails | null
  start: Draft
  places: Place[]
  /** Why the person may only look, or null. */
  readOnly: string | null
  /** Where to go after the first save; `{path}` stands for the resource. */
  returnTo: string
  /** Beside the title: who may see it, and the like. */
  aside?: ReactNode
  /** Before the first field. */
  lead?: ReactNode
}

/** A resource as a form and as JSON, with its connection test and its save bar. */
export function ResourceEditor({ workspace, type, saved, start, places, readOnly, ...props }: ResourceEditorProps) {
  const router = useRouter()
  const marks = saved?.secrets ?? {}
  const editing = useResourceDraft({ type, start, marks })
  const saving = useSaveResource(workspace, { type, saved, places })
  const testing = useConnectionTest(workspace)
  const [platform, setPlatform] = useState<Platform>({ preset: null, inputs: {} })
  const { draft } = editing

  function save() {
    if (!editing.attempt()) return
    saving.mutate(draft, { onSuccess: finish, onError: (error) => editing.refuse(fieldsOf(error)) })
  }

  function finish(path: string) {
    editing.reset(draft)
    toast('Resource saved', { description: path })
    router.push(props.returnTo.replace('{path}', path))
    router.refresh()
  }

  function runTest(value = draft.value) {
    if (!editing.attemptValue() && value === draft.value) return
    void testing.run({ resourceType: type.name, value, savedPath: saved?.path ?? null })
  }

  function applyFix(changes: object) {
    const value = { ...draft.value, ...changes }
    editing.change({ value })
    runTest(value)
  }

  return (
    <>
      <PageHeader
        title={saved?.path ?? 'New resource'}
        actions={
          <>
            {props.aside}
            {!readOnly && (
              <Button onClick={() => runTest()} pending={testing.test?.running}>
                Test connection
              </Button>
            )}
          </>
        }
      />
      <div className="grid flex-1 content-start gap-6 px-6 py-5 max-md:px-gutter lg:grid-cols-[480px_minmax(0,480px)]">
        <ResourceForm
          type={type}
          editing={editing}
          marks={marks}
          places={places}
          readOnly={readOnly}
          isNew={saved === null}
          platform={platform}
          onPlatform={setPlatform}
          lead={props.lead}
        />
        {testing.test && (
          <div className="lg:sticky lg:top-5 lg:self-start max-lg:order-first">
            <ConnectionTest test={testing.test} onApply={applyFix} onClose={testing.clear} />
          </div>
        )}
      </div>
      <SaveBar
        dirty={editing.dirty}
        pending={saving.isPending}
        error={isAtFields(saving.error) ? null : saving.error}
        message={editing.refused ? 'Some fields need another value' : undefined}
        saveLabel="Save resource"
        onSave={save}
        onDiscard={() => {
          saving.reset()
          editing.reset(saved ? draftOf(saved) : start)
        }}
      />
    </>
  )
}

function fieldsOf(error: Error | null) {
  return error instanceof AppError ? (error.fields ?? {}) : {}
}

/** Whether the form shows all of a failure at its fields. */
function isAtFields(error: Error | null): boolean {
  const names = Object.keys(fieldsOf(error))
  return names.length > 0 && names.every((name) => name === 'path' || name.startsWith('value.'))
}
