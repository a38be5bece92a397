'use client'

import { FolderSearch, Link2, Upload } from 'lucide-react'
import { type ClipboardEvent, type DragEvent, useState } from 'react'
import { storageTitle } from '@/components/explorer/storage-title'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Select } from '@/components/ui/select'
import { AddressForm } from './address-form'
import { type FileValue, parseFileText } from './file-value'
import { useFormPlace } from './form-place'
import { ObjectPicker } from './object-picker'
import { pickFiles } from './pick-files'

type FileZoneProps = {
  name: string
  multiple: boolean
  onFiles: (files: File[], storage: string) => void
  onChosen: (files: FileValue[]) => void
}

/** Where a file is given: by dropping, browsing, choosing from a storage, or its address. */
export function FileZone({ name, multiple, onFiles, onChosen }: FileZoneProps) {
  const { storages } = useFormPlace()
  const [storage, setStorage] = useState(storages[0] ?? '')
  const [over, setOver] = useState(false)
  const [open, setOpen] = useState<'picker' | 'address' | null>(null)
  if (storages.length === 0)
    return (
      <p className="rounded-md border px-3 py-2 text-text-2">This workspace has no storage yet to put files into.</p>
    )

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0) onFiles(files, storage)
  }
  function paste(event: ClipboardEvent) {
    if (event.target instanceof HTMLInputElement) return
    const files = [...event.clipboardData.files]
    const file = parseFileText(event.clipboardData.getData('text/plain'))
    if (files.length > 0) onFiles(files, storage)
    else if (file) onChosen([file])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same as dropping and pasting
    <div
      className={cn(
        'grid gap-2 rounded-md border border-line-strong border-dashed px-3 py-2.5',
        over && 'border-accent bg-accent-soft',
      )}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      <p className="text-text-2">{multiple ? 'Drop files here, or' : 'Drop a file here, or'}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => pickFiles(multiple, (files) => onFiles(files, storage))}>
          <Upload aria-hidden="true" />
          Browse
        </Button>
        <Button onClick={() => setOpen('picker')}>
          <FolderSearch aria-hidden="true" />
          Choose from a storage
        </Button>
        <Button variant="ghost" aria-expanded={open === 'address'} onClick={() => setOpen('address')}>
          <Link2 aria-hidden="true" />
          Enter an address
        </Button>
        {storages.length > 1 && (
          <Select
            aria-label={`Storage that ${name} is uploaded to`}
            className="w-36"
            options={storages.map((each) => ({ value: each, label: `Into ${storageTitle(each)}` }))}
            value={storage}
            onValueChange={setStorage}
          />
        )}
      </div>
      {open === 'address' && <AddressForm onFile={(file) => onChosen([file])} onClose={() => setOpen(null)} />}
      {open === 'picker' && (
        <ObjectPicker
          title={multiple ? `Choose files for ${name}` : `Choose a file for ${name}`}
          multiple={multiple}
          onChosen={onChosen}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
