'use client'

import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '@/components/ui/checkbox'
import { describeError } from '@/components/ui/describe-error'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { storageQueries } from '@/lib/storage-settings/queries'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import type { TokenFieldsProps } from './expiry-fields'
import type { TokenWorkspace } from './new-token-dialog'

// A Select has no empty value.
const ALL = ' '

/** What a token may do at most: nothing chosen is everything that its user may. */
export function TokenLimitFields({
  draft,
  errorOf,
  onChange,
  workspaces,
}: TokenFieldsProps & { workspaces: TokenWorkspace[] }) {
  return (
    <fieldset className="grid min-w-0 gap-4 border-t pt-3">
      <legend className="sr-only">Limits</legend>
      <Checkbox
        checked={draft.readOnly}
        onCheckedChange={(checked) => onChange({ readOnly: checked === true })}
        label="Read only"
        help="It lists and reads, and changes nothing."
      />
      <Field label="Workspace" error={errorOf('workspaceId')}>
        <Select
          options={[
            { value: ALL, label: 'All workspaces that I am in' },
            ...workspaces.map(({ id, name }) => ({ value: id, label: name, hint: name === id ? undefined : id })),
          ]}
          value={draft.workspace || ALL}
          onValueChange={(value) => onChange({ workspace: value === ALL ? '' : value, storage: '', folder: '' })}
        />
      </Field>
      {draft.workspace !== '' && <StorageFields draft={draft} errorOf={errorOf} onChange={onChange} />}
    </fieldset>
  )
}

/** The storages of the chosen workspace, and a folder of the chosen one. */
function StorageFields({ draft, errorOf, onChange }: TokenFieldsProps) {
  const { data: names = [], error, isPending } = useQuery(storageQueries.names(draft.workspace))
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label="Storage"
        error={error ? describeError(error).message : errorOf('storage')}
        help={isPending ? 'Loading the storages…' : undefined}
        className={draft.storage === '' ? 'sm:col-span-2' : undefined}
      >
        <Select
          options={[
            { value: ALL, label: 'Everything in the workspace' },
            ...names.map((name) => ({ value: name, label: name === PRIMARY_STORAGE ? 'Primary storage only' : name })),
          ]}
          value={draft.storage || ALL}
          onValueChange={(value) => onChange({ storage: value === ALL ? '' : value, folder: '' })}
        />
      </Field>
      {draft.storage !== '' && (
        <Field label="Folder" optional help="Only what lies below it." error={errorOf('prefix')}>
          <Input
            mono
            value={draft.folder}
            placeholder="reports/"
            onChange={(event) => onChange({ folder: event.target.value })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      )}
    </div>
  )
}
