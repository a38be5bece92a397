'use client'

import { useState } from 'react'
import { isNewFolder } from '@/components/resources/is-new-folder'
import { PathFields, type Place } from '@/components/resources/path-fields'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { SecretField } from '@/components/ui/secret-field'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import { AppError } from '@/lib/errors'
import { pathProblem } from '@/lib/resources/path'
import type { VariableSummary } from '@/lib/variables/schema'
import { useSaveVariable, type VariableDraft } from './use-save-variable'

type VariableDialogProps = {
  workspace: string
  places: Place[]
  /** null while it is new. */
  saved: VariableSummary | null
  onClose: () => void
}

/** A variable: where it lies, what it holds, whether that is a secret. */
export function VariableDialog({ workspace, places, saved, onClose }: VariableDialogProps) {
  const [draft, setDraft] = useState<VariableDraft>(() => startDraft(saved, places))
  const [attempted, setAttempted] = useState(false)
  const saving = useSaveVariable(workspace, saved, onClose)
  const fields = saving.error instanceof AppError ? (saving.error.fields ?? {}) : {}
  const wrongPath = pathProblem(draft.path) ?? undefined

  function change(next: Partial<VariableDraft>) {
    setDraft({ ...draft, ...next })
    saving.reset()
  }

  function save() {
    setAttempted(true)
    if (!wrongPath) saving.mutate({ ...draft, newFolder: isNewFolder(draft.path, places) })
  }

  return (
    <FormDialog
      title={saved ? `Edit ${saved.path}` : 'New variable'}
      submitLabel="Save variable"
      pending={saving.isPending}
      error={fields.path || fields.value ? null : saving.error}
      onSubmit={save}
      onClose={onClose}
    >
      <PathFields
        what="variable"
        places={withOwn(places, draft.path)}
        path={draft.path}
        onChange={(path) => change({ path })}
        error={fields.path?.[0] ?? (attempted ? wrongPath : undefined)}
        disabled={false}
        onVisited={() => undefined}
      />
      <ValueField draft={draft} saved={saved} error={fields.value?.[0]} onChange={change} />
      <Switch
        label="Secret"
        help="Kept encrypted and never shown again."
        checked={draft.isSecret}
        onCheckedChange={(isSecret) => change({ isSecret })}
      />
      <Field label="Description" optional>
        <Input value={draft.description} onChange={(event) => change({ description: event.target.value })} />
      </Field>
    </FormDialog>
  )
}

type ValueFieldProps = {
  draft: VariableDraft
  saved: VariableSummary | null
  error?: string
  onChange: (next: Partial<VariableDraft>) => void
}

function ValueField({ draft, saved, error, onChange }: ValueFieldProps) {
  return (
    <Field label="Value" error={error}>
      {draft.isSecret || saved?.isSecret ? (
        <SecretField
          isSet={saved?.isSecret ?? false}
          value={draft.value}
          onValueChange={(value) => onChange({ value })}
        />
      ) : (
        <Textarea
          mono
          rows={2}
          className="min-h-0"
          spellCheck={false}
          value={draft.value ?? ''}
          onChange={(event) => onChange({ value: event.target.value })}
        />
      )}
    </Field>
  )
}

function startDraft(saved: VariableSummary | null, places: Place[]): VariableDraft {
  if (!saved) return { path: places[0]?.prefix ?? 'f//', description: '', isSecret: true, value: '' }
  const { path, description, isSecret, value } = saved
  return { path, description, isSecret, value: value ?? undefined }
}

/** The places on offer, and where it lies now. */
function withOwn(places: Place[], path: string): Place[] {
  const label = path.split('/').slice(0, 2).join('/')
  const known = places.some(({ prefix }) => path.startsWith(prefix))
  return known || !label.startsWith('u/')
    ? places
    : [{ prefix: `${label}/`, label, hint: 'Where it lies now' }, ...places]
}
