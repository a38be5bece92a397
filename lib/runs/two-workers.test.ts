import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { createSchedule } from '@/lib/schedules/save-schedule'
import { createScript } from '@/lib/scripts/create-script'
import type { NewScript } from '@/lib/scripts/schema'
import { testContext } from '@/lib/testing/context'
import { loop, startSteps } from '@/lib/testing/flow-lab'
import { startTestInstance } from '@/lib/testing/instance'
import { NOTED_SCRIPT, type ScriptWitness, startScriptWitness } from '@/lib/testing/script-witness'
import { describeWithServer } from '@/lib/testing/servers'
import { startWorkerProcess, type WorkerProcess } from '@/lib/testing/worker-process'
import { getJob } from './get-run'
import { runScriptByPath } from './start-run'

const SOON = { timeout: 20_000, interval: 100 }
/** Longer than a worker needs to look for work once more. */
const NEXT_LOOK_MS = 1200

/** Processes of their own, two runs at a time each, on one real PostgreSQL; no run is taken in this one. */
await describeWithServer('postgres', 'two workers', (server) => {
  let ada: Context
  let witness: ScriptWitness
  const workers = new Map<string, WorkerProcess>()

  const startWorker = async (name: string) => {
    const { MASTER_KEY = '', DATABASE_URL = '' } = process.env
    const own = { DATA_DIR: mkdtempSync(join(tmpdir(), 'granary-worker-')), API_URL: witness.urlFor(name) }
    const worker = startWorkerProcess('dist/test/worker.mjs', { MASTER_KEY, DATABASE_URL, ...own, RUNS_AT_ONCE: '2' })
    workers.set(name, worker)
    await worker.ready
  }
  const script = (name: string, settings: Partial<NewScript> = {}) =>
    createScript(ada, { path: `u/ada/${name}`, content: NOTED_SCRIPT, language: 'deno', ...settings })
  const queue = (name: string) => runScriptByPath(ada, { path: `u/ada/${name}`, args: {} })
  const statuses = async () =>
    (await (await db()).run.findMany({ orderBy: { createdAt: 'asc' } })).map((run) => run.status)
  const told = () => witness.said.map(({ what }) => what).sort()
  const tellers = () => new Set(witness.said.map(({ worker }) => worker)).size

  beforeAll(async () => {
    const DATABASE_URL = `${server.url}?schema=t_${randomBytes(6).toString('hex')}`
    await startTestInstance({ DATABASE_URL })
    ada = await testContext({ username: 'ada' })
    witness = await startScriptWitness()
    await startWorker('first')
  })
  beforeEach(async () => {
    await (await db()).run.deleteMany()
    witness.said.length = 0
    witness.hold()
  })
  afterAll(async () => {
    for (const { child } of workers.values()) child.kill('SIGTERM')
    await Promise.all([...workers.values()].map(({ ended }) => ended))
    await witness.close()
  })

  it('the runs of one that is killed end as lost, or are begun again by the other where their scripts say so', async () => {
    await script('plain')
    await script('again', { restart_unless_cancelled: true })
    const [plain, again] = [await queue('plain'), await queue('again')]
    await expect.poll(told, SOON).toEqual([plain, again].sort())
    const [first] = workers.values()
    first?.child.kill('SIGKILL')
    await first?.ended
    await Promise.all([startWorker('second'), startWorker('third')])
    // As if the 15 seconds had passed.
    await (await db()).run.updateMany({ data: { leaseUntil: new Date(0) } })
    await expect.poll(told, SOON).toEqual([plain, again, again].sort())
    expect(witness.said.at(-1)).toMatchObject({ worker: expect.not.stringMatching('first') })
    witness.release()
    await expect.poll(statuses, SOON).toEqual(['failure', 'success'])
    expect(await getJob(ada, { id: plain })).toMatchObject({ result: { error: { name: 'WorkerLost' } } })
    expect(await getJob(ada, { id: again })).toMatchObject({ result: 1, attempt: 2 })
  })

  it('keep the limit of a script between them', async () => {
    await script('three', { concurrent_limit: 3 })
    const ids = []
    for (let n = 0; n < 5; n++) ids.push(await queue('three'))
    await expect.poll(told, SOON).toHaveLength(3)
    await new Promise((resolve) => setTimeout(resolve, NEXT_LOOK_MS))
    expect(told()).toHaveLength(3)
    expect(tellers()).toBe(2)
    witness.release()
    await expect.poll(statuses, SOON).toEqual(ids.map(() => 'success'))
    expect(told()).toEqual(ids.sort())
  })

  it('run what is due once', async () => {
    witness.release()
    await script('nightly')
    const daily = { script_path: 'u/ada/nightly', schedule: '0 6 * * *', timezone: 'UTC' }
    for (let n = 0; n < 8; n++) await createSchedule(ada, { ...daily, path: `u/ada/nightly_${n}` })
    await (await db()).schedule.updateMany({ data: { nextAt: new Date(Date.now() - 1000) } })
    await expect.poll(statuses, SOON).toEqual(Array(8).fill('success'))
    await new Promise((resolve) => setTimeout(resolve, NEXT_LOOK_MS))
    expect(told()).toHaveLength(8)
    expect(new Set(told()).size).toBe(8)
  })

  it('do each step of a pipeline once, some the one and some the other', async () => {
    const step = {
      id: 'a',
      value: { type: 'rawscript', content: NOTED_SCRIPT, language: 'deno', input_transforms: {} },
    }
    const id = await startSteps(ada, [loop([step], { parallel: true }), { ...step, id: 'b' }], { list: [1, 2, 3, 4] })
    await expect.poll(told, SOON).toHaveLength(4)
    expect(tellers()).toBe(2)
    witness.release()
    await expect.poll(async () => (await getJob(ada, { id })).status, SOON).toBe('success')
    expect(told()).toHaveLength(5)
    expect(new Set(told()).size).toBe(5)
  })
})
