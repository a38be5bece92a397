'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { DoctorSummary } from '@/lib/doctor/schema'
import type { TestPerson } from './access-tester'
import type { StorageResource } from './resource-picker'
import { SecondaryStorage } from './secondary-storage'
import { type SecondaryDraft, type StorageDraft, withSecondary } from './storage-draft'

type SecondaryStoragesProps = {
  workspace: string
  resources: StorageResource[]
  people: TestPerson[]
  health: Record<string, DoctorSummary>
  dirty: boolean
  draft: StorageDraft
  /** What the server refused, keyed as in the input. */
  fields: Record<string, string[] | undefined>
  onChange: (draft: StorageDraft) => void
}

/** Any number of named storages beside the primary one. */
export function SecondaryStorages({ draft, fields, onChange, ...shared }: SecondaryStoragesProps) {
  const { secondary } = draft
  const hasPrimary = draft.primary.resourcePath !== ''

  function change(id: string, next: Partial<SecondaryDraft>) {
    onChange({ ...draft, secondary: secondary.map((one) => (one.id === id ? { ...one, ...next } : one)) })
  }

  return (
    <section aria-labelledby="secondary-storages" className="grid max-w-[720px] gap-4">
      <div className="grid gap-0.5">
        <h2 id="secondary-storages" className="font-semibold text-md">
          Secondary storages
        </h2>
        <p className="text-text-2">Further buckets beside the primary one. Scripts name them.</p>
      </div>
      {secondary.map((storage, index) => (
        <SecondaryStorage
          key={storage.id}
          {...shared}
          storage={storage}
          errorOf={(field) => fields[`secondary.${index}.${field}`]?.[0]}
          onChange={(next) => change(storage.id, next)}
          onRemove={() => onChange({ ...draft, secondary: secondary.filter(({ id }) => id !== storage.id) })}
        />
      ))}
      <div className="flex items-center gap-3">
        <Button onClick={() => onChange(withSecondary(draft))} disabled={!hasPrimary}>
          <Plus aria-hidden="true" />
          Add secondary storage
        </Button>
        {!hasPrimary && <span className="text-sm text-text-2">Choose a primary storage first.</span>}
      </div>
    </section>
  )
}
