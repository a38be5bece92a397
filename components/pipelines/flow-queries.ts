import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { jobQueries } from '@/components/runs/queries'
import { getJson } from '@/lib/http/get-json'
import { wireFlowSchema } from '@/lib/pipelines/schema'
import { flowFilesSchema } from '@/lib/pipelines/status-schema'
import { jobSchema } from '@/lib/runs/schema'

const POLL_MS = 1500
const MOST_RUNS = 1000

const route = (workspace: string, name: string) => `/api/w/${encodeURIComponent(workspace)}/${name}`

export const flowQueries = {
  /** A pipeline. */
  get: (workspace: string, path: string) =>
    queryOptions({
      queryKey: ['pipelines', workspace, 'get', path] as const,
      queryFn: ({ signal }) => getJson(route(workspace, `flows/get/${path}`), { schema: wireFlowSchema, signal }),
      staleTime: 0,
      retry: false,
    }),
  /** The runs of the steps of a run, for how long they took. Asked for again while it goes on, and once more when it has ended. */
  steps: (workspace: string, id: string, ended: boolean) =>
    queryOptions({
      queryKey: [...jobQueries.all(workspace), 'steps', id, ended] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, 'jobs/list'), {
          query: { parent_job: id, per_page: MOST_RUNS },
          schema: z.array(jobSchema),
          signal,
        }),
      select: (runs) => new Map(runs.map((run) => [run.id, run])),
      placeholderData: (before) => before,
      refetchInterval: ended ? false : POLL_MS,
    }),
  /** The files that the steps of a run read and wrote, by the id of the step. */
  files: (workspace: string, id: string, ended: boolean) =>
    queryOptions({
      queryKey: [...jobQueries.all(workspace), 'flow-files', id, ended] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, `jobs_u/flow/files/${encodeURIComponent(id)}`), { schema: flowFilesSchema, signal }),
      placeholderData: (before) => before,
      refetchInterval: ended ? false : POLL_MS,
    }),
}
