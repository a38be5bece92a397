import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/http/get-json'
import { failurePageSchema, isActive, transferPageSchema, transferSchema } from './schema'

const LIVE_MS = 1000

const route = (workspace: string, name: string) => `/api/w/${encodeURIComponent(workspace)}/transfers/${name}`

const noDate = (): string | null => null
const noFailure = (): number | null => null

export const transferQueries = {
  all: (workspace: string) => ['transfers', workspace] as const,
  /** The person's own ones that are worked on or wait. */
  active: (workspace: string) =>
    queryOptions({
      queryKey: [...transferQueries.all(workspace), 'active'] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, 'list'), { query: { active: true }, schema: transferPageSchema, signal }),
    }),
  /** Past ones too, newest first; looked at again as long as one of them is at work. */
  list: (workspace: string) =>
    infiniteQueryOptions({
      queryKey: [...transferQueries.all(workspace), 'list'] as const,
      initialPageParam: noDate(),
      queryFn: ({ signal, pageParam }) =>
        getJson(route(workspace, 'list'), { query: { before: pageParam }, schema: transferPageSchema, signal }),
      getNextPageParam: ({ transfers, more }) => (more ? (transfers.at(-1)?.createdAt.toISOString() ?? null) : null),
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ transfers }) => transfers.some(({ status }) => isActive(status))) && LIVE_MS * 2,
    }),
  /** One, watched as long as it is at work. */
  one: (workspace: string, id: string) =>
    queryOptions({
      queryKey: [...transferQueries.all(workspace), 'one', id] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, `get/${encodeURIComponent(id)}`), { schema: transferSchema, signal }),
      refetchInterval: ({ state }) => (!state.data || isActive(state.data.status)) && LIVE_MS,
    }),
  failures: (workspace: string, id: string) =>
    infiniteQueryOptions({
      queryKey: [...transferQueries.all(workspace), 'failures', id] as const,
      initialPageParam: noFailure(),
      queryFn: ({ signal, pageParam }) =>
        getJson(route(workspace, `failures/${encodeURIComponent(id)}`), {
          query: { after: pageParam },
          schema: failurePageSchema,
          signal,
        }),
      getNextPageParam: ({ failures, more }) => (more ? (failures.at(-1)?.id ?? null) : null),
    }),
}

/** Where the failures of a transfer are, as CSV. */
export function failuresCsvUrl(workspace: string, id: string): string {
  return route(workspace, `failures_csv/${encodeURIComponent(id)}`)
}
