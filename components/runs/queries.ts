import { type QueryClient, queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { AppError, readErrorLine } from '@/lib/errors'
import { getJson } from '@/lib/http/get-json'
import { jobSchema, updatesSchema } from '@/lib/runs/schema'
import { hasEnded } from './job'
import { appendLog, NO_LOG, type RunLog } from './run-log'

const POLL_MS = 700
const LIST_POLL_MS = 4000

const route = (workspace: string, name: string) => `/api/w/${encodeURIComponent(workspace)}/${name}`
const jobsSchema = z.array(jobSchema)

/** What can be run by its path. */
export type RunnableKind = 'script' | 'flow'

type ListedRuns = { scriptPath?: string; kind?: RunnableKind; perPage: number }

export const jobQueries = {
  all: (workspace: string) => ['jobs', workspace] as const,
  /** The last runs, the newest first, without arguments and results; of all of them those that are no steps of others. Looked at again while one of them goes on. */
  list: (workspace: string, { scriptPath, kind, perPage }: ListedRuns) =>
    queryOptions({
      queryKey: [...jobQueries.all(workspace), 'list', kind ?? null, scriptPath ?? null, perPage] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, 'jobs/list'), {
          query: {
            script_path_exact: scriptPath,
            job_kinds: kind,
            is_flow_step: scriptPath === undefined ? false : undefined,
            per_page: perPage,
          },
          schema: jobsSchema,
          signal,
        }),
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.every(hasEnded) === false ? LIST_POLL_MS : false),
    }),
  /** One run with its arguments, and with its result once it has ended. */
  get: (workspace: string, id: string) =>
    queryOptions({
      queryKey: [...jobQueries.all(workspace), 'get', id] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, `jobs_u/get/${encodeURIComponent(id)}`), {
          query: { no_logs: true },
          schema: jobSchema,
          signal,
        }),
      refetchInterval: ({ state }) => (state.data && !hasEnded(state.data) ? POLL_MS : false),
    }),
  /** Its log, read on from where it was left. */
  log: (workspace: string, id: string, client: QueryClient) => {
    const queryKey = [...jobQueries.all(workspace), 'log', id] as const
    return queryOptions({
      queryKey,
      queryFn: async ({ signal }): Promise<RunLog> => {
        const log = client.getQueryData<RunLog>(queryKey) ?? NO_LOG
        const piece = await getJson(route(workspace, `jobs_u/getupdate/${encodeURIComponent(id)}`), {
          query: { running: true, log_offset: log.offset },
          schema: updatesSchema,
          signal,
        })
        return appendLog(log, piece)
      },
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.completed ? false : POLL_MS),
    })
  },
}

/** Where the whole log of a run is. */
export function logUrl(workspace: string, id: string): string {
  return route(workspace, `jobs_u/get_logs/${encodeURIComponent(id)}`)
}

type Text = { content: string; language: string; path?: string }

/** Runs the newest version of a script, or a pipeline. Answers the id of the run. */
export function startRun(workspace: string, { path, kind }: { path: string; kind: RunnableKind }, args: object) {
  return post(route(workspace, `jobs/run/${kind === 'flow' ? 'f' : 'p'}/${path}`), args)
}

/** Runs a pipeline again from a step on, with the results of the run before for the steps above it. Answers the id of the run. */
export function restartRun(workspace: string, id: string, step: string): Promise<string> {
  return post(route(workspace, `jobs/restart/f/${encodeURIComponent(id)}`), { step_id: step })
}

/** Runs a text that is not saved. Answers the id of the run. */
export function startPreview(workspace: string, text: Text, args: object): Promise<string> {
  return post(route(workspace, 'jobs/run/preview'), { ...text, args })
}

/** Asks for the end of a run. */
export function cancelRun(workspace: string, id: string): Promise<string> {
  return post(route(workspace, `jobs_u/queue/cancel/${encodeURIComponent(id)}`), {})
}

async function post(url: string, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(toUnavailable)
  const text = await response.text()
  if (response.ok) return text
  const code = response.status === 404 ? 'not_found' : response.status === 403 ? 'forbidden' : 'invalid'
  throw new AppError(
    response.status >= 500 ? 'unavailable' : code,
    readErrorLine(text) || `The server answered ${response.status}.`,
  )
}

function toUnavailable(cause: unknown): never {
  throw new AppError('unavailable', 'Granary cannot be reached. Check the connection and try again.', { cause })
}
