'use client'

import { useSyncExternalStore } from 'react'
import type { Sort, SortColumn } from '@/lib/objects/level-rows'

const STORAGE_KEY = 'explorer:sort'
const COLUMNS: SortColumn[] = ['name', 'size', 'modified']

const listeners = new Set<() => void>()
let current: Sort | undefined

/** The order of lists that this browser remembers. */
export function useStoredSort() {
  const sort = useSyncExternalStore(subscribe, read, () => null)
  return [sort, store] as const
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function read(): Sort {
  if (current === undefined) current = parse(readStorage())
  return current
}

function store(sort: Sort) {
  current = sort
  try {
    localStorage.setItem(STORAGE_KEY, sort === null ? '' : `${sort.column}${sort.descending ? ' descending' : ''}`)
  } catch {
    // Private windows and full disks refuse: the order lives as long as the page.
  }
  for (const listener of listeners) listener()
}

function readStorage(): string {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? ''
  } catch {
    return ''
  }
}

function parse(stored: string): Sort {
  const [name, direction] = stored.split(' ')
  const column = COLUMNS.find((candidate) => candidate === name)
  return column ? { column, descending: direction === 'descending' } : null
}
