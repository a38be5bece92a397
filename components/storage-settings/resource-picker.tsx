'use client'

import Link from 'next/link'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'

/** A resource that can be a storage. */
export type StorageResource = { path: string; typeLabel: string; description: string }

type ResourcePickerProps = {
  workspace: string
  resources: StorageResource[]
  /** '' while none is chosen. */
  path: string
  error?: string
  mayBeEmpty?: boolean
  onChange: (path: string) => void
}

const NONE = 'none'

/** Which resource a storage uses, and the way to a new one. */
export function ResourcePicker({ workspace, resources, path, error, mayBeEmpty, onChange }: ResourcePickerProps) {
  const options = resources.map((resource) => ({
    value: resource.path,
    label: resource.path,
    hint: [resource.typeLabel, resource.description].filter(Boolean).join(' · '),
  }))
  if (path !== '' && !resources.some((resource) => resource.path === path))
    options.push({ value: path, label: path, hint: 'This resource is gone' })
  return (
    <Field
      label="Resource"
      error={error}
      help={resources.length === 0 ? 'There is no resource yet that could be a storage. Make one first.' : undefined}
      aside={
        <Link href={`/w/${workspace}/resources/new?from=storage`} className="text-accent hover:underline">
          New resource
        </Link>
      }
    >
      <Select
        options={mayBeEmpty ? [{ value: NONE, label: 'No storage' }, ...options] : options}
        value={path === '' ? (mayBeEmpty ? NONE : '') : path}
        onValueChange={(value) => onChange(value === NONE ? '' : value)}
        placeholder="Choose a resource"
      />
    </Field>
  )
}
