import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Of a script that ran: the worker whose API_URL it called, and what it said. */
export type Said = { worker: string; what: string }

/** Calls the witness with the id of its run, waits for the answer, and ends. */
export const NOTED_SCRIPT = `export async function main() {
  await fetch(Deno.env.get('BASE_INTERNAL_URL') + '/' + Deno.env.get('WM_JOB_ID'))
  return 1
}`

/**
 * What scripts call in the place of the API, to say that they ran: whatever the database tells, a script that ran twice has called twice.
 * While it holds, what calls is kept waiting, and with it its run.
 */
export async function startScriptWitness() {
  const said: Said[] = []
  let held: ServerResponse[] | null = null
  const server = createServer((request, response) => {
    const [, worker = '', ...words] = (request.url ?? '').split('/')
    said.push({ worker, what: words.join('/') })
    if (held) held.push(response)
    else response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    said,
    /** The API_URL of a worker of that name. */
    urlFor: (worker: string) => `http://127.0.0.1:${port}/${worker}`,
    hold() {
      held ??= []
    },
    release() {
      for (const response of held ?? []) response.end()
      held = null
    },
    close(): Promise<void> {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

export type ScriptWitness = Awaited<ReturnType<typeof startScriptWitness>>
