'use client'

import { ChevronDown, Database } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { useExplorer } from './explorer-context'
import { storageTitle } from './storage-title'

/** Switches between the workspace's storages; nothing when there is only one to be in. */
export function StorageSelect() {
  const { storages, place, go } = useExplorer()
  const names = storages.includes(place.storage) ? storages : [...storages, place.storage]
  if (names.length < 2) return null
  const radio = {
    label: 'Storage',
    value: place.storage,
    onValueChange: (storage: string) => go({ storage, prefix: '', search: '', file: null, full: false }),
    options: names.map((name) => ({ value: name, label: storageTitle(name) })),
  }
  return (
    <DropdownMenu
      align="start"
      entries={[{ heading: 'Storages of this workspace' }, { radio }]}
      trigger={
        <Button aria-label={`Storage: ${storageTitle(place.storage)}`} title="Switch storage" className="px-2">
          <Database aria-hidden="true" />
          <ChevronDown aria-hidden="true" className="size-3.5! text-text-3" />
        </Button>
      }
    />
  )
}
