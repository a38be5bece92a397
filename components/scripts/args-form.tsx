'use client'

import { Segmented } from '@/components/ui/segmented'
import { ArgField } from './arg-field'
import { ArgsJson } from './args-json'
import { withValue } from './object-field'
import type { ArgsDraft } from './use-args'

/** The arguments of a script, as a form or as JSON; both show the same values. */
export function ArgsForm({ draft, empty }: { draft: ArgsDraft; empty: string }) {
  const { fields, args, problems, change, view, setView } = draft
  if (fields.length === 0 && view === 'form') return <p className="text-text-2">{empty}</p>
  return (
    <div className="grid gap-5">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold text-md">Inputs</h2>
        <Segmented
          label="Inputs as"
          options={[
            { value: 'form', label: 'Form' },
            { value: 'json', label: 'JSON' },
          ]}
          value={view}
          onValueChange={(next) => setView(next === 'json' ? 'json' : 'form')}
        />
      </div>
      {view === 'json' ? (
        <ArgsJson draft={draft} />
      ) : (
        fields.map((field) => (
          <ArgField
            key={field.name}
            field={field}
            value={args[field.name]}
            place={field.name}
            problems={problems}
            onChange={(value) => change((known) => withValue(known, field.name, value))}
          />
        ))
      )}
    </div>
  )
}
