'use client'

import { X } from 'lucide-react'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import type { DoctorSummary } from '@/lib/doctor/schema'
import type { TestPerson } from './access-tester'
import { BrowseButton } from './browse-button'
import { ResourcePicker, type StorageResource } from './resource-picker'
import { StorageAccess } from './storage-access'
import type { SecondaryDraft } from './storage-draft'
import { StorageHealth } from './storage-health'

type SecondaryStorageProps = {
  workspace: string
  resources: StorageResource[]
  people: TestPerson[]
  health: Record<string, DoctorSummary>
  dirty: boolean
  storage: SecondaryDraft
  /** What the server refused, by its field within the storage. */
  errorOf: (field: string) => string | undefined
  onChange: (next: Partial<SecondaryDraft>) => void
  onRemove: () => void
}

/** A named storage beside the primary one. */
export function SecondaryStorage({
  workspace,
  resources,
  people,
  health,
  dirty,
  storage,
  ...props
}: SecondaryStorageProps) {
  const { name, resourcePath } = storage
  return (
    <fieldset aria-label={`Storage ${name}`} className="grid min-w-0 gap-4 rounded-md border p-4">
      <div className="flex items-start gap-2">
        <Field label="Name" error={props.errorOf('name')} className="flex-1">
          <Input
            mono
            value={name}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => props.onChange({ name: event.target.value })}
          />
        </Field>
        {/* Beside the input, below its label. */}
        <div className="flex items-center gap-2 pt-6">
          <BrowseButton workspace={workspace} name={name} dirty={dirty} linked={resourcePath !== ''} />
          <IconButton label={`Remove storage ${name}`} onClick={props.onRemove}>
            <X />
          </IconButton>
        </div>
      </div>
      <ResourcePicker
        workspace={workspace}
        resources={resources}
        path={resourcePath}
        error={props.errorOf('resourcePath')}
        onChange={(path) => props.onChange({ resourcePath: path })}
      />
      <StorageHealth workspace={workspace} path={resourcePath} summary={health[resourcePath]} />
      <StorageAccess
        workspace={workspace}
        people={people}
        link={storage}
        errorOf={props.errorOf}
        onChange={props.onChange}
      />
    </fieldset>
  )
}
