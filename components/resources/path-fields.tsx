'use client'

import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select, type SelectOption } from '@/components/ui/select'

/** Where the person may put something: their own place, folders, and what it lies in now. */
export type Place = { prefix: string; label: string; hint: string }

type PathFieldsProps = {
  places: Place[]
  path: string
  onChange: (path: string) => void
  error?: string
  disabled: boolean
  onVisited: () => void
  what: keyof typeof EXAMPLES
}

const NEW_FOLDER = 'f/'
const EXAMPLES = {
  resource: 'bucket',
  variable: 'api_key',
  script: 'count_rows',
  copy: 'bucket_copy',
  schedule: 'every_morning',
  pipeline: 'clean_and_count',
}

/** What comes before the whole path. */
const FOUND: Record<keyof typeof EXAMPLES, string> = {
  resource: 'Scripts find the resource as',
  variable: 'Scripts find the variable as',
  copy: 'Scripts find the copy as',
  script: 'Programs run the script as',
  schedule: 'The schedule is kept as',
  pipeline: 'Programs run the pipeline as',
}

/** A path in two parts: whose it is, which decides who may see it, and its name. */
export function PathFields({ places, path, onChange, error, disabled, onVisited, what }: PathFieldsProps) {
  const { prefix, name } = splitPath(path)
  const known = places.find((place) => place.prefix === prefix)
  const [isNew, setIsNew] = useState(!known && prefix.startsWith(NEW_FOLDER))
  const options: SelectOption[] = [
    ...places.map((place) => ({ value: place.prefix, label: place.label, hint: place.hint })),
    { value: NEW_FOLDER, label: 'New folder', hint: 'You own it and decide who may see it' },
  ]

  function choose(value: string) {
    setIsNew(value === NEW_FOLDER)
    onChange(`${value}${value === NEW_FOLDER ? '/' : ''}${name}`)
  }

  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 gap-y-5 max-sm:grid-cols-1">
      <Field label="Owner" className="content-start" help={isNew ? undefined : known?.hint}>
        <Select options={options} value={isNew ? NEW_FOLDER : prefix} onValueChange={choose} disabled={disabled} />
      </Field>
      {isNew && (
        <Field label="Folder name" className="content-start" help="Letters, digits, dashes and underscores.">
          <Input
            mono
            value={prefix.slice(NEW_FOLDER.length, -1)}
            placeholder="team"
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => onChange(`f/${event.target.value.replaceAll('/', '')}/${name}`)}
          />
        </Field>
      )}
      <Field
        label="Name"
        className={cn('content-start', isNew && 'col-span-full')}
        error={error}
        help={`${FOUND[what]} ${prefix}${name || '…'}`}
      >
        <Input
          mono
          value={name}
          placeholder={EXAMPLES[what]}
          disabled={disabled}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onBlur={onVisited}
          onChange={(event) => onChange(prefix + event.target.value)}
        />
      </Field>
    </div>
  )
}

/** `u/ada/` and what follows it. */
function splitPath(path: string): { prefix: string; name: string } {
  const end = path.indexOf('/', 2) + 1
  return { prefix: path.slice(0, end), name: path.slice(end) }
}
