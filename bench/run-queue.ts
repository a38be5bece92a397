import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findDeno } from '@/lib/runs/deno/find-deno'
import { NOTED_SCRIPT, type ScriptWitness, startScriptWitness } from '@/lib/testing/script-witness'
import { startWorkerProcess } from '@/lib/testing/worker-process'
import { startPostgres } from '@/scripts/servers/postgres.mjs'
import { makeToken, startProduct } from './product'
import { jobsOf, timed } from './run-jobs'
import { digits, median, printTable } from './table'

const QUEUED = Math.ceil(1000 * Number(process.env.BENCH_SCALE ?? 1))
// Of each process that takes runs. The peer starts as many at a time as all of them together.
const AT_ONCE = 2
const BARE = Math.ceil(QUEUED / 4)

/** What takes runs, the names of the processes that do, and where their scripts say that they ran. */
type Place = {
  title: string
  url: string
  cookie: string
  takers: string[]
  witness: ScriptWitness
  stop(): Promise<unknown>
}

/** How a full queue empties: with the embedded database, and with two workers on a real PostgreSQL, beside bare processes in the same run. */
export async function benchQueue(): Promise<string> {
  const rows: string[][] = []
  for (const open of [onSqlite, onPostgres]) {
    const place = await open()
    try {
      rows.push(await emptyQueue(place))
    } finally {
      await place.stop()
    }
  }
  return printTable(
    `${digits(QUEUED)} queued runs of an empty script that says it ran, ${AT_ONCE} at a time in each process`,
    ['set-up', 'queued in', 'succeeded', 'lost', 'twice', 'by each', 'runs/s', 'bare/s', 'ratio', 'latency', 'longest'],
    rows,
  )
}

async function emptyQueue({ title, url, cookie, takers, witness }: Place): Promise<string[]> {
  const bare = await benchBare(witness.urlFor('bare'), AT_ONCE * takers.length)
  const jobs = jobsOf({ url }, await makeToken(url, cookie))
  const started = performance.now()
  const ids: string[] = []
  const queued = await timed(async () => {
    for (let n = 0; n < QUEUED; n++) ids.push(await jobs.queue(NOTED_SCRIPT))
  })
  const waits: number[] = []
  let succeeded = 0
  for (const id of ids) {
    const job = await jobs.ended(id)
    if (job.success && job.result === 1) succeeded++
    waits.push(Date.parse(job.completed_at) - Date.parse(job.created_at))
  }
  const speed = QUEUED / ((performance.now() - started) / 1000)
  const said = witness.said.filter(({ worker }) => worker !== 'bare')
  const ran = new Set(said.map(({ what }) => what))
  const byEach = takers.map((taker) => said.filter(({ worker }) => worker === taker).length)
  return [
    ...[title, `${digits(queued / 1000)} s`, digits(succeeded), String(ids.filter((id) => !ran.has(id)).length)],
    ...[String(said.length - ran.size), byEach.join(' + ')],
    ...[digits(speed), digits(bare), digits(speed / bare)],
    ...[`${digits(median(waits) / 1000)} s`, `${digits(Math.max(...waits) / 1000)} s`],
  ]
}

/** Bare Deno processes per second that do the same, so many at a time. */
async function benchBare(witness: string, atOnce: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'granary-bench-bare-'))
  const file = join(folder, 'noted.ts')
  await writeFile(file, `${NOTED_SCRIPT}\nawait main()`)
  const words = ['run', '--no-check', '--no-config', '--no-lock', '--allow-net', '--allow-env', file]
  const env = { ...process.env, BASE_INTERNAL_URL: witness, WM_JOB_ID: 'bare' }
  let left = BARE
  const line = async () => {
    while (left-- > 0) await promisify(execFile)(findDeno(), words, { env })
  }
  const took = await timed(() => Promise.all(Array.from({ length: atOnce }, line)))
  await rm(folder, { recursive: true, force: true })
  return BARE / (took / 1000)
}

async function onSqlite(): Promise<Place> {
  const witness = await startScriptWitness()
  const product = await startProduct([], { RUNS_AT_ONCE: String(AT_ONCE), API_URL: witness.urlFor('server') })
  const stop = async () => {
    await product.stop()
    await witness.close()
  }
  const { url, cookie } = product
  return { title: 'SQLite, the server itself', url, cookie, takers: ['server'], witness, stop }
}

/** The server takes none: two workers do, with data folders of their own as on other machines. */
async function onPostgres(): Promise<Place> {
  const [database, witness] = [await startPostgres({ isDurable: true }), await startScriptWitness()]
  const shared = { DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64') }
  const product = await startProduct([], { ...shared, RUNS_AT_ONCE: '0' })
  const root = await mkdtemp(join(tmpdir(), 'granary-bench-workers-'))
  const takers = ['one', 'other']
  const workers = takers.map((name) => {
    const own = { DATA_DIR: join(root, name), API_URL: witness.urlFor(name) }
    return startWorkerProcess('dist/worker.mjs', { ...shared, ...own, RUNS_AT_ONCE: String(AT_ONCE) })
  })
  await Promise.all(workers.map(({ ready }) => ready))
  const stop = async () => {
    for (const { child } of workers) child.kill('SIGTERM')
    await Promise.all(workers.map(({ ended }) => ended))
    await product.stop()
    await Promise.all([database.stop(), witness.close()])
    await rm(root, { recursive: true, force: true })
  }
  const { url, cookie } = product
  return { title: 'PostgreSQL, two workers', url, cookie, takers, witness, stop }
}
