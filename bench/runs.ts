import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { findDeno } from '@/lib/runs/deno/find-deno'
import { makeToken, startProduct } from './product'
import { type Jobs, jobsOf, timed } from './run-jobs'
import { benchLog } from './run-log'
import { benchQueue } from './run-queue'
import { digits, median, printTable } from './table'

const ROUNDS = 21
const DENO = 'export const main = () => 1'
const PYTHON = 'def main():\n    return 1'

/** What a run costs beside the bare start of its language, what a long log takes, and how a full queue empties. */
export async function benchRuns(): Promise<string> {
  // The one of the tests, or one of one's own.
  const python = process.env.RUN_PYTHON ?? resolve('.servers/python/bin/python')
  if (!existsSync(python))
    throw new Error('Set RUN_PYTHON, or run the tests once: they make a Python with the packages.')
  const tables: string[] = []
  const product = await startProduct([], { RUNS_AT_ONCE: '2', RUN_PYTHON: python })
  try {
    const jobs = jobsOf(product, await makeToken(product.url, product.cookie))
    tables.push(await benchEmpty(jobs, python), await benchLog(jobs, product.pid))
  } finally {
    await product.stop()
  }
  tables.push(await benchQueue())
  return tables.join('\n')
}

async function benchEmpty(jobs: Jobs, python: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'granary-bench-runs-'))
  await writeFile(join(folder, 'empty.ts'), DENO)
  await writeFile(join(folder, 'empty.py'), PYTHON)
  const run = promisify(execFile)
  const deno = findDeno()
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

const ms = (value: number) => `${digits(value)} ms`
