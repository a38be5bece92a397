'use client'

import { policyLabels } from '@/components/transfers/transfer-words'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { Row } from '@/lib/objects/level-rows'
import { conflictPolicies, type TransferKind } from '@/lib/transfers/schema'
import { useExplorer } from './explorer-context'
import { FolderPicker } from './folder-picker'
import { storageTitle } from './storage-title'
import { splitPath, type TransferDraft, whyNotThere } from './transfer-draft'

type TransferFormProps = {
  kind: TransferKind
  verb: string
  rows: Row[]
  draft: TransferDraft
  onChange: (draft: TransferDraft) => void
  onStart: () => void
  onCheck: () => void
  onClose: () => void
  pending: { start: boolean; check: boolean }
  error: unknown
}

/** Where to, and what becomes of files that are there already. */
export function TransferForm({ kind, verb, rows, draft, onChange, pending, error, ...on }: TransferFormProps) {
  const { storages, place } = useExplorer()
  const { prefix, search } = splitPath(draft.path)
  const problem = whyNotThere(kind, draft, { from: place, rows })
  const isUntouched = draft.storage === place.storage && draft.path === place.prefix
  const change = (part: Partial<TransferDraft>) => onChange({ ...draft, ...part })
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (problem === null) on.onStart()
      }}
    >
      {storages.length > 1 && (
        <Field label="Storage">
          <Select
            value={draft.storage}
            onValueChange={(storage) => change({ storage, path: storage === place.storage ? place.prefix : '' })}
            options={storages.map((name) => ({ value: name, label: storageTitle(name) }))}
          />
        </Field>
      )}
      <FolderPicker storage={draft.storage} prefix={prefix} search={search} onPick={(path) => change({ path })} />
      <Field
        label="Folder"
        help="Typing finds folders; one that does not exist is made. Empty for the top of the storage."
        error={isUntouched ? undefined : (problem ?? undefined)}
      >
        <Input
          mono
          value={draft.path}
          onChange={(event) => change({ path: event.target.value })}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label="When a file is there already">
        <Select
          value={draft.conflict}
          onValueChange={(value) => change({ conflict: conflictPolicies.find((policy) => policy === value) ?? 'skip' })}
          options={conflictPolicies.map((value) => ({ value, label: policyLabels[value] }))}
        />
      </Field>
      <Checkbox
        label="Read every copy back to compare it"
        help="Otherwise this is done where the storage tells no checksum."
        checked={draft.verify === 'read_back'}
        onCheckedChange={(checked) => change({ verify: checked === true ? 'read_back' : 'told' })}
      />
      {error ? <ErrorNote error={error} title="It did not start" /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={on.onClose}>Cancel</Button>
        <Button disabled={problem !== null} pending={pending.check} onClick={on.onCheck}>
          Check first
        </Button>
        <Button type="submit" variant="primary" disabled={problem !== null} pending={pending.start}>
          {verb} here
        </Button>
      </div>
    </form>
  )
}
