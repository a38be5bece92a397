'use client'

import { Lock } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useExplorer } from './explorer-context'

/** For whoever may not browse: what is known by its key can still be opened. */
export function RestrictedNote() {
  return (
    <EmptyState icon={<Lock />} title="You may not browse this storage" className="max-w-[440px]">
      <p>
        Its resource is not shared with you. Ask an admin of the workspace for access. Files whose key you know can be
        opened.
      </p>
      <OpenByKey />
    </EmptyState>
  )
}

function OpenByKey() {
  const { go } = useExplorer()
  const [key, setKey] = useState('')
  return (
    <form
      className="mt-4 flex items-end gap-2 text-left"
      onSubmit={(event) => {
        event.preventDefault()
        if (key !== '') go({ file: key, prefix: '', search: '', full: false })
      }}
    >
      <Field label="Open a file by its key" className="flex-1">
        <Input mono value={key} onChange={(event) => setKey(event.target.value)} placeholder="folder/file.csv" />
      </Field>
      <Button type="submit" variant="primary" disabled={key === ''}>
        Open
      </Button>
    </form>
  )
}
