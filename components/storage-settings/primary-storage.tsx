'use client'

import { PRIMARY_STORAGE, type StorageLink } from '@/lib/storage-settings/schema'
import { BrowseButton } from './browse-button'
import { PublicSwitch } from './public-switch'
import { ResourcePicker, type StorageResource } from './resource-picker'

type PrimaryStorageProps = {
  workspace: string
  resources: StorageResource[]
  dirty: boolean
  link: StorageLink
  error?: string
  onChange: (next: Partial<StorageLink>) => void
}

/** The storage that is meant when none is named. */
export function PrimaryStorage({ workspace, resources, dirty, link, error, onChange }: PrimaryStorageProps) {
  return (
    <section aria-labelledby="primary-storage" className="grid max-w-[640px] gap-4">
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
        error={error}
        mayBeEmpty
        onChange={(resourcePath) => onChange({ resourcePath })}
      />
      <PublicSwitch checked={link.publicResource} onChange={(publicResource) => onChange({ publicResource })} />
    </section>
  )
}
