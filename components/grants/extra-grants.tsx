'use client'

import { useState } from 'react'
import { toast } from 'sonner'
import { useChange } from '@/components/people/use-change'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { setGrantsAction } from '@/lib/grants/actions'
import type { Item, ItemGrants } from '@/lib/grants/schema'
import { GrantList, SubjectName } from './grant-list'
import type { SubjectOption } from './subject-option'

type ExtraGrantsProps = {
  workspace: string
  item: Item
  saved: ItemGrants
  subjects: SubjectOption[]
  onClose: () => void
}

const words = { read: 'May see', write: 'May see and change' }
const accesses = [
  { value: 'read', label: words.read },
  { value: 'write', label: words.write },
]

/** Who may use an item beyond where it lies; its owners and admins decide that. */
export function ExtraGrants({ workspace, item, saved, subjects, onClose }: ExtraGrantsProps) {
  const [grants, setGrants] = useState(saved.grants)
  const { mutate, isPending, error } = useChange(setGrantsAction.bind(null, workspace), () => {
    toast('Permissions saved', { description: item.path })
    onClose()
  })
  const rows = grants.map(({ subject, write }) => ({ subject, access: write ? 'write' : 'read' }))
  return (
    <section aria-labelledby="beside" className="grid gap-2">
      <div>
        <h3 id="beside" className="font-medium">
          And beside that
        </h3>
        <p className="text-sm text-text-2">Further people and groups, for this one alone.</p>
      </div>
      {saved.mayChange ? (
        <>
          <GrantList
            grants={rows}
            accesses={accesses}
            subjects={subjects}
            onChange={(next) => setGrants(next.map(({ subject, access }) => ({ subject, write: access === 'write' })))}
          />
          {error ? <ErrorNote error={error} /> : null}
          <div className="mt-2 flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={() => mutate({ ...item, grants })} pending={isPending}>
              Save permissions
            </Button>
          </div>
        </>
      ) : rows.length === 0 ? (
        <p className="text-text-2">Nobody. Its owner and admins decide that.</p>
      ) : (
        <ul className="divide-y rounded-md border bg-sunken px-3">
          {rows.map(({ subject, access }) => (
            <li key={subject} className="flex h-row items-center gap-2">
              <SubjectName subject={subject} />
              <span className="shrink-0 text-sm text-text-2">{access === 'write' ? words.write : words.read}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
