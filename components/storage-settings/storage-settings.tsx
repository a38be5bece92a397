'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { SaveBar } from '@/components/ui/save-bar'
import { AppError } from '@/lib/errors'
import type { StorageSettings as Settings } from '@/lib/storage-settings/schema'
import { PrimaryStorage } from './primary-storage'
import type { StorageResource } from './resource-picker'
import { SecondaryStorage } from './secondary-storage'
import { draftOf, type SecondaryDraft, type StorageDraft, toInput, withSecondary } from './storage-draft'
import { useSaveStorageSettings } from './use-save-storage-settings'

type StorageSettingsProps = {
  workspace: string
  settings: Settings
  resources: StorageResource[]
  /** A resource that was just made to be linked here. */
  made?: string
}

/** The storages of a workspace as one form: one save for all of it. */
export function StorageSettings({ workspace, settings, resources, made }: StorageSettingsProps) {
  const router = useRouter()
  const saving = useSaveStorageSettings(workspace)
  const [saved, setSaved] = useState(settings)
  const [draft, setDraft] = useState<StorageDraft>(() => draftOf(settings, made))
  const dirty = JSON.stringify(toInput(draft)) !== JSON.stringify(toInput(draftOf(saved)))
  const fields = saving.error instanceof AppError ? (saving.error.fields ?? {}) : {}
  const atFields = Object.keys(fields).length > 0
  const shared = { workspace, resources, dirty }

  function change(next: StorageDraft) {
    setDraft(next)
    saving.reset()
  }

  function changeSecondary(id: string, next: Partial<SecondaryDraft>) {
    change({ ...draft, secondary: draft.secondary.map((one) => (one.id === id ? { ...one, ...next } : one)) })
  }

  function save() {
    saving.mutate({ version: saved.version, ...toInput(draft) }, { onSuccess: finish })
  }

  function finish(next: Settings) {
    setSaved(next)
    setDraft(draftOf(next))
    toast('Storage saved')
    router.replace(`/w/${workspace}/settings/storage`)
    router.refresh()
  }

  return (
    <>
      <PageHeader title="Storage" />
      <div className="grid flex-1 content-start gap-8 px-6 py-5 max-md:px-gutter">
        <PrimaryStorage
          {...shared}
          link={draft.primary}
          error={fields['primary.resourcePath']?.[0]}
          onChange={(next) => change({ ...draft, primary: { ...draft.primary, ...next } })}
        />
        <section aria-labelledby="secondary-storages" className="grid max-w-[640px] gap-4">
          <div className="grid gap-0.5">
            <h2 id="secondary-storages" className="font-semibold text-md">
              Secondary storages
            </h2>
            <p className="text-text-2">Further buckets beside the primary one. Scripts name them.</p>
          </div>
          {draft.secondary.map((storage, index) => (
            <SecondaryStorage
              key={storage.id}
              {...shared}
              storage={storage}
              nameError={fields[`secondary.${index}.name`]?.[0]}
              resourceError={fields[`secondary.${index}.resourcePath`]?.[0]}
              onChange={(next) => changeSecondary(storage.id, next)}
              onRemove={() => change({ ...draft, secondary: draft.secondary.filter(({ id }) => id !== storage.id) })}
            />
          ))}
          <div className="flex items-center gap-3">
            <Button onClick={() => change(withSecondary(draft))} disabled={draft.primary.resourcePath === ''}>
              <Plus aria-hidden="true" />
              Add secondary storage
            </Button>
            {draft.primary.resourcePath === '' && (
              <span className="text-sm text-text-2">Choose a primary storage first.</span>
            )}
          </div>
        </section>
      </div>
      <SaveBar
        dirty={dirty}
        pending={saving.isPending}
        error={atFields ? null : saving.error}
        message={atFields ? 'Some fields need another value' : undefined}
        saveLabel="Save storage"
        onSave={save}
        onDiscard={() => change(draftOf(saved))}
      />
    </>
  )
}
