'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Sort, sortRows, toRows } from '@/lib/objects/level-rows'
import { objectQueries } from '@/lib/objects/queries'

type Level = { storage: string; prefix: string; search: string }

export type LoadedLevel = ReturnType<typeof useLevel>

/** The rows of a folder level as far as they are loaded, and the query behind them. */
export function useLevel(workspace: string, level: Level, sort: Sort) {
  const query = useInfiniteQuery({ ...objectQueries.level(workspace, level), placeholderData: keepPreviousData })
  const pages = query.data?.pages
  const loaded = useMemo(() => toRows(pages ?? [], level.prefix), [pages, level.prefix])
  const rows = useMemo(() => sortRows(loaded, sort), [loaded, sort])
  return { query, rows, restricted: pages?.[0]?.restricted_access ?? false }
}
