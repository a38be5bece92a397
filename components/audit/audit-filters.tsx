'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AuditSearch } from '@/lib/audit/queries'

const PAUSE_MS = 300
const ANY = 'any'

const actions = [
  { value: ANY, label: 'Every action' },
  { value: 'create', label: 'Create' },
  { value: 'update', label: 'Update' },
  { value: 'delete', label: 'Delete' },
  { value: 'execute', label: 'Execute' },
  { value: 'read', label: 'Read' },
]

const scopes = [
  { value: ANY, label: 'This workspace' },
  { value: 'true', label: 'Whole instance' },
]

type AuditFiltersProps = { superadmin: boolean; initial: AuditSearch; onSearch: (search: AuditSearch) => void }

/** What to look for. Typing waits for a pause before it searches. */
export function AuditFilters({ superadmin, initial, onSearch }: AuditFiltersProps) {
  const [search, setSearch] = useState(initial)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  function change(part: Partial<AuditSearch>) {
    const next = { ...search, ...part }
    setSearch(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(next), PAUSE_MS)
  }
  const text = (name: 'person' | 'path' | 'operation', placeholder: string) => (
    <Input
      type="search"
      aria-label={placeholder}
      placeholder={placeholder}
      value={search[name]}
      onChange={(event) => change({ [name]: event.target.value })}
      className="w-40 max-md:w-full"
      spellCheck={false}
    />
  )
  return (
    <search className="flex flex-wrap items-center gap-2 border-b px-gutter py-2 max-md:grid max-md:grid-cols-2">
      {text('person', 'Person')}
      {text('path', 'Path contains')}
      {text('operation', 'Operation')}
      <Select
        aria-label="Action"
        options={actions}
        value={search.action || ANY}
        onValueChange={(value) => change({ action: value === ANY ? '' : value })}
        className="w-36 max-md:w-full"
      />
      <Day label="From" onDay={(day) => change({ after: day && startOf(day) })} />
      <Day label="To" onDay={(day) => change({ before: day && endOf(day) })} />
      {superadmin && (
        <Select
          aria-label="Scope"
          options={scopes}
          value={search.all_workspaces || ANY}
          onValueChange={(value) => change({ all_workspaces: value === ANY ? '' : value })}
          className="w-40 max-md:w-full"
        />
      )}
    </search>
  )
}

function Day({ label, onDay }: { label: ReactNode; onDay: (day: string) => void }) {
  const id = useId()
  return (
    <div className="flex items-center gap-1.5 text-text-2">
      <label htmlFor={id} className="max-md:w-10">
        {label}
      </label>
      <Input id={id} type="date" className="w-36 max-md:w-full" onChange={(event) => onDay(event.target.value)} />
    </div>
  )
}

/** The day of the reader: `after` is exclusive. */
function startOf(day: string): string {
  return new Date(new Date(`${day}T00:00:00`).getTime() - 1).toISOString()
}

function endOf(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString()
}
