'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import { PageHeader } from '@/components/shell/page-header'
import { Field } from '@/components/ui/field'
import { SaveBar } from '@/components/ui/save-bar'
import { Textarea } from '@/components/ui/textarea'
import { runAction } from '@/lib/actions/run-action'
import { updateResourceAction } from '@/lib/resources/actions'
import type { ResourceDetails } from '@/lib/resources/schema'

type WholeResourceProps = {
  workspace: string
  resource: ResourceDetails
  /** Its value as JSON text; '' when it cannot be decrypted any more. */
  text: string
  readOnly: string | null
  /** Beside the title. */
  aside: ReactNode
}

/** A resource whose type has no fields: its value as JSON, for whoever may read it. */
export function WholeResource({ workspace, resource, text: saved, readOnly, aside }: WholeResourceProps) {
  const router = useRouter()
  const start = { description: resource.description, text: saved }
  const [draft, setDraft] = useState(start)
  const problem = jsonProblem(draft.text)
  const disabled = readOnly !== null
  const saving = useMutation({
    mutationFn: () => runAction(updateResourceAction(workspace, toUpdate(resource, draft))),
    onSuccess: () => {
      toast('Resource saved', { description: resource.path })
      router.refresh()
    },
  })
  return (
    <>
      <PageHeader title={resource.path} actions={aside} />
      <div className="grid min-w-0 max-w-[640px] flex-1 content-start gap-5 px-6 py-5 max-md:px-gutter">
        {readOnly && <p className="rounded-md border bg-sunken px-3 py-2 text-text-2">{readOnly}</p>}
        <Field label="Description" optional={!disabled}>
          <Textarea
            rows={2}
            className="min-h-0"
            value={draft.description}
            disabled={disabled}
            onChange={(event) => setDraft({ ...draft, description: event.target.value })}
          />
        </Field>
        <Field
          label="Value as JSON"
          help={`A resource of type ${resource.resourceType}. All of it is kept encrypted; whoever may see the resource sees it.`}
          error={saved === '' && draft.text === '' ? 'It cannot be decrypted any more. Enter it again.' : problem}
        >
          <Textarea
            mono
            spellCheck={false}
            value={draft.text}
            disabled={disabled}
            className="min-h-64"
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
          />
        </Field>
      </div>
      <SaveBar
        dirty={draft.text !== start.text || draft.description !== start.description}
        pending={saving.isPending}
        error={saving.error}
        saveLabel="Save resource"
        message={problem ? 'The value is no JSON yet' : undefined}
        onSave={() => problem === undefined && saving.mutate()}
        onDiscard={() => {
          saving.reset()
          setDraft(start)
        }}
      />
    </>
  )
}

function toUpdate({ path, editedAt }: ResourceDetails, { description, text }: { description: string; text: string }) {
  const value: unknown = JSON.parse(text)
  return { path, newPath: path, editedAt, description, value }
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}.`
  }
}
