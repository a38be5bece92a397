'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'

const variables = [
  ['{username}', 'The member’s username: u/{username}/** is everybody’s own folder.'],
  ['{group}', 'Each group that the member is in, one rule for each.'],
  ['{folder_read}', 'Each folder of the workspace that the member may see.'],
  ['{folder_write}', 'Each folder of the workspace that the member may change.'],
] as const

const patterns = [
  ['*', 'Any text within one folder: reports/*.csv'],
  ['**', 'Any text, folders included: reports/** is all that lies below.'],
  ['?', 'One character.'],
  ['{a,b}', 'One of several: **/*.{csv,parquet}'],
] as const

/** What can stand in a pattern, folded away. */
export function RuleVariables() {
  const [open, setOpen] = useState(false)
  return (
    <div className={open ? 'w-full' : undefined}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="inline-flex h-[26px] items-center gap-1 rounded-md px-1.5 text-sm text-text-2 hover:text-text max-md:h-9"
      >
        <ChevronRight aria-hidden="true" className={cn('size-3.5', open && 'rotate-90')} />
        What patterns can say
      </button>
      {open && (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2.5 text-sm">
          {[...patterns, ...variables].map(([sign, meaning]) => (
            <div key={sign} className="col-span-2 grid grid-cols-subgrid">
              <dt className="font-mono">{sign}</dt>
              <dd className="text-text-2">{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
