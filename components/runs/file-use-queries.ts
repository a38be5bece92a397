import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { getJson } from '@/lib/http/get-json'
import { fileRunSchema, runFileSchema } from '@/lib/run-files/schema'

const POLL_MS = 3000

const route = (workspace: string, name: string) => `/api/w/${encodeURIComponent(workspace)}/${name}`

export const fileUseQueries = {
  all: (workspace: string) => ['file-uses', workspace] as const,
  /** What a run did with files; asked for once more when it has ended, again and again while it has not. */
  ofRun: (workspace: string, id: string, ended: boolean) =>
    queryOptions({
      queryKey: [...fileUseQueries.all(workspace), 'run', id, ended] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, `jobs_u/files/${encodeURIComponent(id)}`), { schema: z.array(runFileSchema), signal }),
      refetchInterval: ended ? false : POLL_MS,
    }),
  /** Which runs did something with a file. */
  ofFile: (workspace: string, { storage, key }: { storage: string; key: string }) =>
    queryOptions({
      queryKey: [...fileUseQueries.all(workspace), 'file', storage, key] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, 'job_helpers/file_runs'), {
          query: { storage, file_key: key },
          schema: z.array(fileRunSchema),
          signal,
        }),
    }),
}
