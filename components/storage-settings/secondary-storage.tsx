'use client'

import { X } from 'lucide-react'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { BrowseButton } from './browse-button'
import { PublicSwitch } from './public-switch'
import { ResourcePicker, type StorageResource } from './resource-picker'
import type { SecondaryDraft } from './storage-draft'

type SecondaryStorageProps = {
  workspace: string
  resources: StorageResource[]
  dirty: boolean
  storage: SecondaryDraft
  nameError?: string
  resourceError?: string
  onChange: (next: Partial<SecondaryDraft>) => void
  onRemove: () => void
}

/** A named storage beside the primary one. */
export function SecondaryStorage({ workspace, resources, dirty, storage, ...props }: SecondaryStorageProps) {
  const { name, resourcePath, publicResource } = storage
  return (
    <fieldset aria-label={`Storage ${name}`} className="grid min-w-0 gap-4 rounded-md border p-4">
      <div className="flex items-start gap-2">
        <Field label="Name" error={props.nameError} className="flex-1">
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
        error={props.resourceError}
        onChange={(path) => props.onChange({ resourcePath: path })}
      />
      <PublicSwitch checked={publicResource} onChange={(checked) => props.onChange({ publicResource: checked })} />
    </fieldset>
  )
}
