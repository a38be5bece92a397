'use client'

import { readFileValue } from '@/components/scripts/file-value'
import { FileLink } from './file-link'
import { JsonBlock } from './json-block'

/** What a run was given, by name. */
export function RunInputs({ workspace, args }: { workspace: string; args: Record<string, unknown> }) {
  const entries = Object.entries(args)
  return (
    <section aria-label="Inputs" className="grid min-w-0 gap-2">
      <h2 className="font-semibold text-md">Inputs</h2>
      {entries.length === 0 && <p className="text-text-2">None.</p>}
      <dl className="grid min-w-0 grid-cols-[minmax(80px,auto)_minmax(0,1fr)] gap-x-4 gap-y-2">
        {entries.map(([name, value]) => (
          <Input key={name} workspace={workspace} name={name} value={value} />
        ))}
      </dl>
    </section>
  )
}

function Input({ workspace, name, value }: { workspace: string; name: string; value: unknown }) {
  const file = readFileValue(value)
  return (
    <>
      <dt className="text-text-2 [overflow-wrap:anywhere]">{name}</dt>
      <dd className="min-w-0">
        {file ? (
          <FileLink workspace={workspace} file={file} />
        ) : typeof value === 'object' && value !== null ? (
          <JsonBlock value={value} />
        ) : (
          <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">{String(value)}</span>
        )}
      </dd>
    </>
  )
}
