'use client'

import { FileText, Replace, X } from 'lucide-react'
import { s3Address } from '@/components/explorer/s3-address'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { visibleName } from '@/components/ui/visible-name'
import { readFileValue } from './file-value'
import { toJsonText } from './unparsed'

type FileRowProps = { value: unknown; onReplace?: () => void; onRemove: () => void }

/** A file that was given: its name, where it lies, and what can be done about it. */
export function FileRow({ value, onReplace, onRemove }: FileRowProps) {
  const file = readFileValue(value)
  const name = file?.filename ?? toJsonText(value)
  return (
    <li className="flex min-w-0 items-center gap-2 rounded-md border bg-sunken py-1 pr-1 pl-2.5">
      <FileText aria-hidden="true" className="size-[15px] shrink-0 text-text-3" />
      <div className="min-w-0 flex-1">
        <MiddleTruncate name={name} className="font-medium" />
        {file && <MiddleTruncate name={s3Address(file.storage, file.key)} className="font-mono text-text-2 text-xs" />}
      </div>
      {onReplace && (
        <Button size="sm" variant="ghost" onClick={onReplace}>
          <Replace aria-hidden="true" />
          Replace
        </Button>
      )}
      <IconButton size="sm" label={`Remove ${visibleName(name)}`} onClick={onRemove}>
        <X />
      </IconButton>
    </li>
  )
}
