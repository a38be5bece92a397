import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { freePort } from '@/scripts/servers/processes.mjs'
import { startProduct } from './product'
import { digits, median, printTable } from './table'

const SECONDS = 6
const CONNECTIONS = 32
const ROUNDS = 3

/** Requests per second of small REST answers against a bare Node HTTP server that answers a constant, in one run. */
export async function benchRest(): Promise<string> {
  const product = await startProduct()
  const bare = await startBare()
  const subjects = [
    { name: 'bare Node HTTP server, constant answer', url: bare.url, headers: [] },
    { name: 'GET /api/health', url: `${product.url}/api/health`, headers: [] },
    {
      name: 'GET /api/users/whoami, signed in',
      url: `${product.url}/api/users/whoami`,
      headers: [`Cookie: ${product.cookie}`],
    },
  ]
  const rates: number[][] = subjects.map(() => [])
  try {
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, subject] of subjects.entries())
        rates[i]?.push(await requestsPerSecond(subject.url, subject.headers))
  } finally {
    await Promise.all([product.stop(), bare.stop()])
  }
  const medians = rates.map(median)
  return printTable(
    `Small REST answers, ${CONNECTIONS} connections, median of ${ROUNDS} runs of ${SECONDS} s`,
    ['server', 'requests/s', 'ratio'],
    subjects.map(({ name }, i) => [name, digits(medians[i] ?? 0), digits((medians[i] ?? 0) / (medians[0] ?? 1))]),
  )
}

async function requestsPerSecond(url: string, headers: string[]): Promise<number> {
  const given = headers.flatMap((header) => ['-H', header])
  const run = promisify(execFile)
  const { stdout } = await run('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, ...given, url])
  if (/Non-2xx/.test(stdout)) throw new Error(`${url} did not answer 200:\n${stdout}`)
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
}

async function startBare() {
  const port = await freePort()
  const child = fork(new URL('./bare-server.mjs', import.meta.url), [String(port)])
  await once(child, 'message')
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { url: `http://127.0.0.1:${port}/`, stop }
}
