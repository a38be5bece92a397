import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/http/get-json'
import { wireScriptSchema } from '@/lib/scripts/schema'

export const scriptQueries = {
  /** The newest version of a script. */
  get: (workspace: string, path: string) =>
    queryOptions({
      queryKey: ['scripts', workspace, 'get', path] as const,
      queryFn: ({ signal }) =>
        getJson(`/api/w/${encodeURIComponent(workspace)}/scripts/get/p/${path}`, { schema: wireScriptSchema, signal }),
      staleTime: 0,
      retry: false,
    }),
}
