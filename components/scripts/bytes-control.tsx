'use client'

import { Paperclip, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ByteSize } from '@/components/ui/byte-size'
import { useFieldControl } from '@/components/ui/field-context'
import { IconButton } from '@/components/ui/icon-button'
import type { ControlProps } from './control-props'
import { pickFiles } from './pick-files'
import { Unparsed } from './unparsed'

/** Bytes travel inside the arguments: larger things belong into a file argument. */
const MAX_BYTES = 1_000_000

/** The content of a small file, in base64. */
export function BytesControl({ value, onChange }: ControlProps) {
  const [name, setName] = useState('')
  const field = useFieldControl()
  async function take([file]: File[]) {
    if (!file) return
    setName(file.name)
    onChange(
      file.size > MAX_BYTES
        ? new Unparsed(file.name, 'At most 1 MB travels in this way. For more, let the script take an S3Object.')
        : await toBase64(file),
    )
  }
  const held = typeof value === 'string' && value !== ''
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Button {...field} onClick={() => pickFiles(false, (files) => void take(files))}>
        <Paperclip aria-hidden="true" />
        {held ? 'Another file' : 'Choose a small file'}
      </Button>
      {held && (
        <>
          <span className="min-w-0 truncate">{name || 'Bytes'}</span>
          <ByteSize bytes={Math.floor((value.replace(/=+$/, '').length * 3) / 4)} className="shrink-0 text-text-2" />
          <IconButton label="Remove the bytes" onClick={() => onChange(undefined)}>
            <X />
          </IconButton>
        </>
      )}
    </div>
  )
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
