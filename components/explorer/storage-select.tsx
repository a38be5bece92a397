'use client'

import { Select } from '@/components/ui/select'
import { useExplorer } from './explorer-context'
import { storageLabel } from './storage-label'

/** Switches between the workspace's storages; nothing when there is only one to be in. */
export function StorageSelect() {
  const { storages, place, go } = useExplorer()
  const names = storages.includes(place.storage) ? storages : [...storages, place.storage]
  if (names.length < 2) return null
  return (
    <Select
      aria-label="Storage"
      value={place.storage}
      onValueChange={(storage) => go({ storage, prefix: '', search: '', file: null, full: false })}
      options={names.map((name) => ({ value: name, label: storageLabel(name) }))}
      className="w-auto max-w-40 shrink-0"
    />
  )
}
