import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob } from '@/lib/runs/get-run'
import { performRun } from '@/lib/runs/perform-run'
import { runPreview, runScriptByPath } from '@/lib/runs/start-run'
import { type ClaimedRun, claimRun, endUnderLease } from '@/lib/runs/store'
import { createScript } from '@/lib/scripts/create-script'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'

const content = 'export const main = () => console.log("begun")'
const text = { content, language: 'deno' } as const
const path = 'u/ada/limited'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  await createScript(ada, { ...text, path, concurrent_limit: 1 })
})
beforeEach(async () => void (await (await db()).run.deleteMany()))

const perform = (run: ClaimedRun) => performRun(run, { owner: 'worker', renewMs: 100 })
const claim = async () => {
  const run = await claimRun('worker')
  if (!run) throw new Error('No run could be claimed.')
  return run
}
const queueLimited = () => runScriptByPath(ada, { path, args: {} })
const end = { status: 'success', result: '1', memoryPeakKib: null } as const

type Stage = { id: string /** What its worker does next, if it has one. */; goOn?: () => Promise<unknown> }

const stages: Record<string, () => Promise<Stage>> = {
  'waits for its time': async () => ({ id: await runPreview(ada, { ...text, scheduled_in_secs: 60 }) }),
  'waits for its key': async () => {
    const first = await queueLimited()
    const id = await queueLimited()
    expect((await claim()).id).toBe(first)
    return { id, goOn: () => endUnderLease(first, 'worker', end) }
  },
  'has a worker that has not begun': async () => {
    const id = await runPreview(ada, text)
    const run = await claim()
    return { id, goOn: () => perform(run) }
  },
  'waits for what it has started': async () => {
    const id = await runPreview(ada, text)
    const run = await claim()
    await runPreview(ada, { ...text, parent_job: id, scheduled_in_secs: 60 })
    return { id, goOn: () => perform(run) }
  },
  'has a result that is about to be kept': async () => {
    const id = await runPreview(ada, text)
    await claim()
    return { id, goOn: () => endUnderLease(id, 'worker', end) }
  },
}

it.each(Object.keys(stages))('one that %s is canceled, and stays so whatever its worker does', async (name) => {
  const { id, goOn } = (await stages[name]?.()) ?? { id: '' }
  await cancelRun(ada, { id, reason: 'a typo' })
  await goOn?.()
  const canceled = { status: 'canceled', canceled_by: 'ada', canceled_reason: 'a typo', success: false }
  const job = await getJob(ada, { id })
  expect(job).toMatchObject({ ...canceled, result: { error: { name: 'Canceled' } } })
  expect(job.logs).not.toContain('begun')
  expect(await claimRun('another')).toBeNull()
  const client = await db()
  expect(await client.apiToken.count({ where: { kind: 'run' } })).toBe(0)
  // What it has started is a run of its own.
  expect(await client.run.count({ where: { parentId: id, NOT: { status: 'queued' } } })).toBe(0)
})

it('one that ends at the same moment is either, and no mixture', async () => {
  for (let round = 0; round < 6; round++) {
    const id = await runPreview(ada, text)
    await claim()
    const [hasEnded, isCanceled] = await Promise.all([
      endUnderLease(id, 'worker', end),
      cancelRun(ada, { id }).then(
        () => true,
        () => false,
      ),
    ])
    expect(hasEnded).toBe(!isCanceled)
    const { status, result, canceledBy } = await (await db()).run.findUniqueOrThrow({ where: { id } })
    const expected = hasEnded ? ['success', '1', null] : ['canceled', expect.stringContaining('Canceled'), 'ada']
    expect([status, result, canceledBy]).toEqual(expected)
  }
})
