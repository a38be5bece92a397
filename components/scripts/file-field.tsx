'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { ArgGroup } from './arg-group'
import type { FieldProps } from './control-props'
import { FileRow } from './file-row'
import type { FileValue } from './file-value'
import { FileZone } from './file-zone'
import { JsonControl } from './json-control'
import { PendingUploads } from './pending-uploads'
import { useFileUploads } from './use-file-uploads'

/** A file, or with `multiple` several: uploaded, chosen from a storage, named by its address, or written as JSON. */
export function FileField({ field, value, place, problems, onChange, multiple }: FieldProps & { multiple: boolean }) {
  const [raw, setRaw] = useState(false)
  const values = toList(value, multiple)
  const error = problems[place] ?? problems[`${place}/0`]
  return (
    <ArgGroup
      label={field.name}
      optional={!field.required}
      help={field.help}
      error={error}
      aside={
        <Button size="sm" variant="ghost" aria-pressed={raw} onClick={() => setRaw(!raw)}>
          {raw ? 'As a file' : 'As JSON'}
        </Button>
      }
    >
      {raw ? (
        <Field label={`${field.name} as JSON`} help={`Such as ${multiple ? SAMPLES : SAMPLE}`}>
          <JsonControl value={value} onChange={onChange} />
        </Field>
      ) : (
        <Files name={field.name} values={values} multiple={multiple} onChange={onChange} />
      )}
    </ArgGroup>
  )
}

const SAMPLE = '{ "s3": "reports/may.csv" }'
const SAMPLES = `[${SAMPLE}]`

type FilesProps = { name: string; values: unknown[]; multiple: boolean; onChange: (value: unknown) => void }

function Files({ name, values, multiple, onChange }: FilesProps) {
  const [replacing, setReplacing] = useState(false)
  const uploads = useFileUploads((file) => take([file]))
  const write = (next: unknown[]) => onChange(multiple ? next : next[0])
  function take(files: FileValue[]) {
    setReplacing(false)
    write(multiple ? [...values, ...files] : files.slice(-1))
  }
  function start(files: File[], storage: string) {
    if (!multiple) uploads.cancelAll()
    uploads.start(multiple ? files : files.slice(0, 1), storage)
  }
  const asks = multiple || replacing || values.length === 0
  return (
    <div className="grid gap-2">
      {values.length > 0 && (
        <ul className="grid gap-1.5">
          {values.map((each, index) => (
            <FileRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be given twice
              key={`${index} ${JSON.stringify(each)}`}
              value={each}
              onReplace={multiple ? undefined : () => setReplacing(!replacing)}
              onRemove={() => write(values.filter((_, other) => other !== index))}
            />
          ))}
        </ul>
      )}
      <PendingUploads uploads={uploads.pending} onCancel={uploads.cancel} onRetry={uploads.retry} />
      {asks && !(uploads.running && !multiple) && (
        <FileZone name={name} multiple={multiple} onFiles={start} onChosen={take} />
      )}
    </div>
  )
}

function toList(value: unknown, multiple: boolean): unknown[] {
  if (multiple && Array.isArray(value)) return value
  return value === undefined || value === null || value === '' ? [] : [value]
}
