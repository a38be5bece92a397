import { infiniteQueryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { getJson } from '@/lib/http/get-json'
import { auditEntrySchema, MAX_PAGE_ENTRIES } from './schema'

/** What the screen filters by; '' is no filter. Times are ISO text. */
export type AuditSearch = {
  person: string
  path: string
  operation: string
  action: string
  after: string
  before: string
  all_workspaces: string
}

const pageSchema = z.array(auditEntrySchema)

/** The filter as a query: what is not filtered by is left out. */
export function givenOf(search: AuditSearch): Partial<AuditSearch> {
  return Object.fromEntries(
    Object.entries(search)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  )
}

export const auditQueries = {
  all: (workspace: string) => ['audit', workspace] as const,
  list: (workspace: string, search: AuditSearch) =>
    infiniteQueryOptions({
      queryKey: [...auditQueries.all(workspace), 'list', search] as const,
      queryFn: ({ signal, pageParam }) => {
        const query = { ...givenOf(search), per_page: MAX_PAGE_ENTRIES, before_id: pageParam }
        return getJson(`/api/w/${workspace}/audit/list`, { query, schema: pageSchema, signal })
      },
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.length < MAX_PAGE_ENTRIES ? undefined : page.at(-1)?.id),
    }),
}
