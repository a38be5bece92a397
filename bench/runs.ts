import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { watchMemory } from './machine'
import { makeToken, type Product, startProduct } from './product'
import { digits, median, printTable } from './table'
import { WORKSPACE } from './workspace'

const ROUNDS = 21
const QUEUED = Math.ceil(1000 * Number(process.env.BENCH_SCALE ?? 1))
const LOG_MIB = Math.ceil(200 * Number(process.env.BENCH_SCALE ?? 1))
const DENO = 'export const main = () => 1'
const PYTHON = 'def main():\n    return 1'

type Language = 'deno' | 'python3'
type Jobs = ReturnType<typeof jobsOf>

/** What a run costs beside the bare start of its language, how a full queue empties, and what a long log takes. */
export async function benchRuns(): Promise<string> {
  // The one of the tests, or one of one's own.
  const python = process.env.RUN_PYTHON ?? resolve('.servers/python/bin/python')
  if (!existsSync(python))
    throw new Error('Set RUN_PYTHON, or run the tests once: they make a Python with the packages.')
  const product = await startProduct([], { RUNS_AT_ONCE: '2', RUN_PYTHON: python })
  try {
    const jobs = jobsOf(product, await makeToken(product.url, product.cookie))
    const tables = [await benchEmpty(jobs, python), await benchQueue(jobs), await benchLog(jobs, product.pid)]
    return tables.join('\n')
  } finally {
    await product.stop()
  }
}

function jobsOf({ url }: Product, token: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = async (path: string, body?: object) => {
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const response = await fetch(`${url}/api/w/${WORKSPACE}/${path}`, { headers, ...sent })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.text()
  }
  return {
    wait: async (content: string, language: Language) =>
      JSON.parse(await ask('jobs/run_wait_result/preview', { content, language, args: {} })),
    queue: (content: string) => ask('jobs/run/preview', { content, language: 'deno', args: {} }),
    get: async (id: string) => JSON.parse(await ask(`jobs_u/get/${id}`)),
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function benchEmpty(jobs: Jobs, python: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'granary-bench-runs-'))
  await writeFile(join(folder, 'empty.ts'), DENO)
  await writeFile(join(folder, 'empty.py'), PYTHON)
  const run = promisify(execFile)
  const deno = join('node_modules', '.bin', 'deno')
  const startDeno = () => run(deno, ['run', '--no-check', '--no-config', '--no-lock', join(folder, 'empty.ts')])
  const startPython = () => run(python, ['-I', join(folder, 'empty.py')])
  const rows = [
    await compare('TypeScript', startDeno, () => jobs.wait(DENO, 'deno')),
    await compare('Python', startPython, () => jobs.wait(PYTHON, 'python3')),
  ]
  await rm(folder, { recursive: true, force: true })
  return printTable(
    `An empty script from request to result, warm, median of ${ROUNDS}`,
    ['language', 'bare start', 'run', 'overhead'],
    rows,
  )
}

async function compare(name: string, bare: () => Promise<unknown>, ours: () => Promise<unknown>): Promise<string[]> {
  for (let warm = 0; warm < 2; warm++) for (const each of [bare, ours]) await each()
  const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] }
  for (let round = 0; round < ROUNDS; round++) {
    times.bare.push(await timed(bare))
    times.ours.push(await timed(ours))
  }
  const [alone, whole] = [median(times.bare), median(times.ours)]
  return [name, ms(alone), ms(whole), ms(whole - alone)]
}

async function benchQueue(jobs: Jobs): Promise<string> {
  const started = performance.now()
  const ids: string[] = []
  for (let n = 0; n < QUEUED; n++) ids.push(await jobs.queue(DENO))
  const queued = performance.now() - started
  const waits: number[] = []
  let succeeded = 0
  for (const id of ids) {
    const job = await ended(jobs, id)
    if (job.success && job.result === 1) succeeded++
    waits.push(Date.parse(job.completed_at) - Date.parse(job.created_at))
  }
  const seconds = (performance.now() - started) / 1000
  return printTable(
    `${digits(QUEUED)} queued runs, two at a time`,
    ['queued in', 'succeeded', 'lost', 'runs/s', 'latency, median', 'longest'],
    [
      [
        ...[`${digits(queued / 1000)} s`, digits(succeeded), String(QUEUED - succeeded), digits(QUEUED / seconds)],
        ...[`${digits(median(waits) / 1000)} s`, `${digits(Math.max(...waits) / 1000)} s`],
      ],
    ],
  )
}

async function ended(jobs: Jobs, id: string) {
  for (;;) {
    const job = await jobs.get(id)
    if (job.type === 'CompletedJob') return job
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function benchLog(jobs: Jobs, pid: number): Promise<string> {
  const content = `const line = new TextEncoder().encode('x'.repeat(1023) + '\\n')
export function main() {
  for (let n = 0; n < ${LOG_MIB * 1024}; n++) Deno.stdout.writeSync(line)
}`
  const memory = watchMemory(pid)
  const id = await jobs.queue(content)
  const seconds = (await timed(() => ended(jobs, id))) / 1000
  const job = await jobs.get(id)
  return printTable(
    `A log of ${LOG_MIB} MiB`,
    ['whole run', 'MiB/s', 'kept', 'peak memory of the server'],
    [[`${digits(seconds)} s`, digits(LOG_MIB / seconds), `${digits(job.logs.length)} characters`, mb(memory.stop())]],
  )
}

const ms = (value: number) => `${digits(value)} ms`
const mb = (bytes: number) => `${digits(bytes / 1e6)} MB`
