'use client'

import { Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ReadOnlyMark } from '@/components/people/read-only-mark'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { PageHeader } from './page-header'

type SearchedListProps<T> = {
  /** What is listed, as its page is called: "Scripts". */
  title: string
  items: readonly T[]
  /** The texts of an item that a search looks through. */
  textsOf(item: T): string[]
  /** What makes another one; null for whoever may make none. */
  create: ReactNode | null
  /** Between the search and what makes another one. */
  actions?: ReactNode
  /** Left of the search, also where nothing is listed. */
  filter?: ReactNode
  empty: { icon: ReactNode; text: ReactNode }
  /** Draws those that were found. */
  children(shown: T[]): ReactNode
}

/** The page of a list that is short enough to be there as a whole: search, what makes another one, and what to say where nothing is. */
export function SearchedList<T>({ title, items, textsOf, create, actions, filter, ...props }: SearchedListProps<T>) {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = items.filter((item) => textsOf(item).some((text) => text.toLowerCase().includes(wanted)))
  const things = title.toLowerCase()
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <>
            {filter}
            {items.length > 0 && (
              <Input
                type="search"
                aria-label={`Search ${things}`}
                placeholder="Search"
                lead={<Search />}
                className="w-52 max-md:w-28"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
            )}
            {actions}
            {create === null ? <ReadOnlyMark /> : items.length > 0 && create}
          </>
        }
      />
      {items.length === 0 ? (
        <EmptyState icon={props.empty.icon} title={`No ${things} yet`} action={create}>
          {props.empty.text}
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          title={`Nothing matches “${search}”`}
          action={<Button onClick={() => setSearch('')}>Clear search</Button>}
        />
      ) : (
        props.children(shown)
      )}
    </>
  )
}
