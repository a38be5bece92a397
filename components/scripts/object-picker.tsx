'use client'

import { useState } from 'react'
import { storageTitle } from '@/components/explorer/storage-title'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type FileValue, toFileValue } from './file-value'
import { useFormPlace } from './form-place'
import { PickerLevel } from './picker-level'

type ObjectPickerProps = {
  title: string
  multiple: boolean
  onChosen: (files: FileValue[]) => void
  onClose: () => void
}

/** Chooses files that are in a storage of the workspace already. */
export function ObjectPicker({ title, multiple, onChosen, onClose }: ObjectPickerProps) {
  const { storages } = useFormPlace()
  const [place, setPlace] = useState({ storage: storages[0] ?? '', prefix: '', search: '' })
  const [keys, setKeys] = useState<string[]>([])
  function toggle(key: string) {
    if (!multiple) return setKeys([key])
    setKeys(keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key])
  }
  function finish(chosen: string[]) {
    onChosen(chosen.map((key) => toFileValue(place.storage, key)))
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={keys.length === 0} onClick={() => finish(keys)}>
            {keys.length > 1 ? `Choose ${countOf(keys.length, 'file')}` : 'Choose file'}
          </Button>
        </>
      }
    >
      <div className="grid gap-2">
        <div className="flex flex-wrap gap-2">
          {storages.length > 1 && (
            <Select
              aria-label="Storage"
              className="w-44"
              options={storages.map((name) => ({ value: name, label: storageTitle(name) }))}
              value={place.storage}
              onValueChange={(storage) => {
                setKeys([])
                setPlace({ storage, prefix: '', search: '' })
              }}
            />
          )}
          <Input
            type="search"
            aria-label="Find by prefix"
            placeholder="Find by prefix"
            className="w-56"
            value={place.search}
            onChange={(event) => setPlace({ ...place, search: event.target.value })}
          />
        </div>
        <PickerLevel
          {...place}
          multiple={multiple}
          chosen={keys}
          onGo={(prefix) => setPlace({ ...place, prefix, search: '' })}
          onToggle={toggle}
          onOpen={(key) => finish(multiple ? [...new Set([...keys, key])] : [key])}
        />
      </div>
    </Dialog>
  )
}
