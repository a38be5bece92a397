'use client'

import { useMemo } from 'react'
import { useStoredText } from '@/components/ui/use-stored-text'
import type { Sort, SortColumn } from '@/lib/objects/level-rows'

const COLUMNS: SortColumn[] = ['name', 'size', 'modified']

/** The order of lists that this browser remembers. */
export function useStoredSort() {
  const [text, store] = useStoredText('explorer:sort')
  const sort = useMemo(() => parse(text ?? ''), [text])
  return [sort, (next: Sort) => store(format(next))] as const
}

function format(sort: Sort): string {
  return sort === null ? '' : `${sort.column}${sort.descending ? ' descending' : ''}`
}

function parse(stored: string): Sort {
  const [name, direction] = stored.split(' ')
  const column = COLUMNS.find((candidate) => candidate === name)
  return column ? { column, descending: direction === 'descending' } : null
}
