'use client'

import type { DoctorSummary } from '@/lib/doctor/schema'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import type { TestPerson } from './access-tester'
import { BrowseButton } from './browse-button'
import { ResourcePicker, type StorageResource } from './resource-picker'
import { StorageAccess } from './storage-access'
import type { LinkDraft } from './storage-draft'
import { StorageHealth } from './storage-health'

type PrimaryStorageProps = {
  workspace: string
  resources: StorageResource[]
  people: TestPerson[]
  health: Record<string, DoctorSummary>
  dirty: boolean
  link: LinkDraft
  /** What the server refused, by its field within the storage. */
  errorOf: (field: string) => string | undefined
  onChange: (next: Partial<LinkDraft>) => void
}

/** The storage that is meant when none is named. */
export function PrimaryStorage({ workspace, resources, people, health, dirty, link, ...props }: PrimaryStorageProps) {
  const { errorOf, onChange } = props
  return (
    <section aria-labelledby="primary-storage" className="grid max-w-[720px] gap-4">
      <div className="flex items-start gap-3">
        <div className="grid flex-1 gap-0.5">
          <h2 id="primary-storage" className="font-semibold text-md">
            Primary storage
          </h2>
          <p className="text-text-2">Where files go when a script or a form names no other storage.</p>
        </div>
        <BrowseButton workspace={workspace} name={PRIMARY_STORAGE} dirty={dirty} linked={link.resourcePath !== ''} />
      </div>
      <ResourcePicker
        workspace={workspace}
        resources={resources}
        path={link.resourcePath}
        error={errorOf('resourcePath')}
        mayBeEmpty
        onChange={(resourcePath) => onChange({ resourcePath })}
      />
      <StorageHealth workspace={workspace} path={link.resourcePath} summary={health[link.resourcePath]} />
      <StorageAccess workspace={workspace} people={people} link={link} errorOf={errorOf} onChange={onChange} />
    </section>
  )
}
