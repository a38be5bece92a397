import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { getJson } from '@/lib/http/get-json'

export const storageQueries = {
  all: (workspace: string) => ['storages', workspace] as const,
  /** Names of a workspace's storages, the primary one first when there is one. */
  names: (workspace: string) =>
    queryOptions({
      queryKey: [...storageQueries.all(workspace), 'names'] as const,
      queryFn: ({ signal }) =>
        getJson(`/api/w/${encodeURIComponent(workspace)}/workspaces/get_secondary_storage_names`, {
          query: { include_default: true },
          schema: z.array(z.string()),
          signal,
        }),
    }),
}
