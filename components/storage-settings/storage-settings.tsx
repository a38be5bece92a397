'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { PageHeader } from '@/components/shell/page-header'
import { SaveBar } from '@/components/ui/save-bar'
import type { DoctorSummary } from '@/lib/doctor/schema'
import { AppError } from '@/lib/errors'
import type { StorageSettings as Settings } from '@/lib/storage-settings/schema'
import type { TestPerson } from './access-tester'
import { PrimaryStorage } from './primary-storage'
import type { StorageResource } from './resource-picker'
import { SecondaryStorages } from './secondary-storages'
import { draftOf, type StorageDraft, toInput } from './storage-draft'
import { useSaveStorageSettings } from './use-save-storage-settings'

type StorageSettingsProps = {
  workspace: string
  settings: Settings
  resources: StorageResource[]
  /** Everybody in the workspace. */
  people: TestPerson[]
  /** How resources stood when the doctor last looked, by path. */
  health: Record<string, DoctorSummary>
  /** A resource that was just made to be linked here. */
  made?: string
}

/** The storages of a workspace as one form: one save for all of it. */
export function StorageSettings({ workspace, settings, resources, people, health, made }: StorageSettingsProps) {
  const router = useRouter()
  const saving = useSaveStorageSettings(workspace)
  const [saved, setSaved] = useState(settings)
  const [draft, setDraft] = useState<StorageDraft>(() => draftOf(settings, made))
  const dirty = JSON.stringify(toInput(draft)) !== JSON.stringify(toInput(draftOf(saved)))
  const fields = saving.error instanceof AppError ? (saving.error.fields ?? {}) : {}
  const atFields = Object.keys(fields).length > 0
  const shared = { workspace, resources, people, health, dirty }

  function change(next: StorageDraft) {
    setDraft(next)
    saving.reset()
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
          errorOf={(field) => fields[`primary.${field}`]?.[0]}
          onChange={(next) => change({ ...draft, primary: { ...draft.primary, ...next } })}
        />
        <SecondaryStorages {...shared} draft={draft} fields={fields} onChange={change} />
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
