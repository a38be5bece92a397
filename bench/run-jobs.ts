import type { Product } from './product'
import { WORKSPACE } from './workspace'

export type Language = 'deno' | 'python3'

/** Runs of a product by its API, as somebody with that token starts them. */
export type Jobs = ReturnType<typeof jobsOf>

export function jobsOf({ url }: Pick<Product, 'url'>, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = async (path: string, body?: object) => {
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const response = await fetch(`${url}/api/w/${WORKSPACE}/${path}`, { headers, ...sent })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.text()
  }
  const get = async (id: string) => JSON.parse(await ask(`jobs_u/get/${id}`))
  return {
    /** Runs a text and waits for its result. */
    wait: async (content: string, language: Language) =>
      JSON.parse(await ask('jobs/run_wait_result/preview', { content, language, args: {} })),
    /** Queues a text and answers the id of the job. */
    queue: (content: string) => ask('jobs/run/preview', { content, language: 'deno', args: {} }),
    get,
    /** The job once it has ended, by asking again and again. */
    async ended(id: string) {
      for (;;) {
        const job = await get(id)
        if (job.type === 'CompletedJob') return job
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
  }
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
