'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type FileValue, parseFileText } from './file-value'

const WRONG = 'An address is s3://storage/key, or s3:///key in the primary storage.'

type AddressFormProps = { onFile: (file: FileValue) => void; onClose: () => void }

/** Names a file that is in a storage already. Not a form of its own: it lies inside the one of the arguments. */
export function AddressForm({ onFile, onClose }: AddressFormProps) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  function use() {
    const file = parseFileText(text)
    setWrong(file === null)
    if (!file) return
    onFile(file)
    onClose()
  }
  return (
    <div className="flex items-end gap-2">
      <Field label="Address of the file" className="min-w-0 flex-1" error={wrong ? WRONG : undefined}>
        <Input
          mono
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder="s3:///reports/may.csv"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            use()
          }}
        />
      </Field>
      <Button onClick={use} className={wrong ? 'mb-5' : undefined}>
        Use it
      </Button>
    </div>
  )
}
