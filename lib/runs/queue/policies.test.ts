import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob } from '@/lib/runs/get-run'
import { settleLostRuns } from '@/lib/runs/settle-lost-runs'
import { runScriptByPath } from '@/lib/runs/start-run'
import { claimRun, saveProgress } from '@/lib/runs/store'
import { createScript } from '@/lib/scripts/create-script'
import { type NewScript, newScriptSchema } from '@/lib/scripts/schema'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { performNext, queueText } from '@/lib/testing/run-lab'

const ONE = 'export const main = () => 1'

let ada: Context
let admin: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  admin = await testContext({ username: 'grace', role: 'admin' })
})
beforeEach(async () => void (await (await db()).run.deleteMany()))

const status = async (id: string) => (await getJob(admin, { id })).status
const loseWorker = async () =>
  (await db()).run.updateMany({ where: { status: 'running' }, data: { leaseUntil: new Date(0) } })

describe('what a script says about its runs', () => {
  const script = (name: string, settings: Partial<NewScript>) =>
    createScript(ada, { path: `u/ada/${name}`, content: ONE, language: 'deno', ...settings })
  const queue = (name: string, args = {}) => runScriptByPath(ada, { path: `u/ada/${name}`, args })
  const claimAll = async (workers: number) =>
    (await Promise.all(Array.from({ length: workers }, (_, worker) => claimRun(`worker ${worker}`)))).flatMap(
      (run) => run?.id ?? [],
    )
  const end = (id: string, endedAt = new Date()) =>
    db().then((client) => client.run.update({ where: { id }, data: { status: 'success', result: '1', endedAt } }))

  it.each([
    { priority: 101 },
    { concurrent_limit: -1 },
    { concurrent_limit: 10_001 },
    { retry: { constant: { attempts: 1.5 } } },
  ])('%j is refused', (settings) => {
    const given = { path: 'u/ada/x', content: ONE, language: 'deno', ...settings }
    expect(newScriptSchema.safeParse(given).success).toBe(false)
  })

  it('the highest priority is begun first', async () => {
    await script('low', {})
    await script('high', { priority: 90 })
    const ids = [await queue('low'), await queue('high')]
    expect([(await claimRun('a'))?.id, (await claimRun('a'))?.id]).toEqual(ids.reverse())
  })

  it('no more of its runs run at a time than it says, however many workers look, and others go on', async () => {
    await script('two', { concurrent_limit: 2 })
    await script('free', {})
    const limited = [await queue('two'), await queue('two'), await queue('two'), await queue('two')]
    const free = [await queue('free'), await queue('free')]
    const taken = await claimAll(12)
    expect(taken.filter((id) => limited.includes(id))).toHaveLength(2)
    expect(taken.filter((id) => free.includes(id))).toHaveLength(2)
    expect(await claimAll(3)).toEqual([])
    await end(taken.find((id) => limited.includes(id)) ?? '')
    expect(await claimAll(6)).toHaveLength(1)
  })

  it('what has just ended counts as well where there is a window', async () => {
    await script('slow', { concurrent_limit: 1, concurrency_time_window_s: 60 })
    const id = await queue('slow')
    const next = await queue('slow')
    expect(await claimAll(2)).toEqual([id])
    await end(id)
    expect(await claimAll(2)).toEqual([])
    await end(id, new Date(Date.now() - 61_000))
    expect(await claimAll(2)).toEqual([next])
  })

  it('each counts by the limit and the window that it was queued with', async () => {
    const settings = { content: ONE, language: 'deno', concurrency_key: 'shared', concurrent_limit: 1 } as const
    await createScript(ada, { path: 'u/ada/patient', ...settings, concurrency_time_window_s: 60 })
    await createScript(ada, { path: 'u/ada/eager', ...settings })
    const first = await queue('eager')
    expect(await claimAll(1)).toEqual([first])
    await end(first)
    const [patient, eager] = [await queue('patient'), await queue('eager')]
    expect(await claimAll(4)).toEqual([eager])
    await end(eager, new Date(Date.now() - 61_000))
    await end(first, new Date(Date.now() - 61_000))
    expect(await claimAll(4)).toEqual([patient])
  })

  it('scripts count together under one key, by an argument where it names one', async () => {
    const shared = { concurrent_limit: 1, concurrency_key: 'db $args[db]' }
    await script('reads', shared)
    await script('writes', shared)
    const [one, , other] = [
      await queue('reads', { db: 'a' }),
      await queue('writes', { db: 'a' }),
      await queue('writes', { db: 'b' }),
    ]
    expect((await claimAll(4)).sort()).toEqual([one, other].sort())
  })

  it('a key with characters that no database keeps, or a long one, counts as any other', async () => {
    await script('keyed', { concurrent_limit: 1, concurrency_key: '$args[a]' })
    const long = 'x'.repeat(600)
    const ids = []
    for (const a of ['\0', '\0', `${long}a`, `${long}b`]) ids.push(await queue('keyed', { a }))
    expect((await claimAll(6)).sort()).toEqual([ids[0], ids[2], ids[3]].sort())
  })

  it('one that fails is tried again as often as it says, and the record and the log say so', async () => {
    const content = 'export function main() { throw new Error("no luck") }'
    await script('fails', { content, retry: { constant: { attempts: 1, seconds: 30 } } })
    const id = await queue('fails')
    await performNext()
    expect(await getJob(ada, { id })).toMatchObject({
      ...{ status: 'queued', attempt: 1, failed_attempts: 1, max_attempts: 2 },
      logs: expect.stringMatching(/Attempt 1 of 2 failed\. Error: no luck\n\[granary\] The next one begins in \d+ s\./),
    })
    expect(await claimRun('too early')).toBeNull()
    await (await db()).run.update({ where: { id }, data: { scheduledFor: new Date() } })
    expect(await performNext()).toBe(id)
    const job = await getJob(ada, { id })
    expect(job).toMatchObject({ status: 'failure', attempt: 2, result: { error: { message: 'no luck' } } })
    expect(job.logs).toContain('[granary] Attempt 2 of 2.')
  })

  it('one lost run whose policy cannot be read does not keep the others', async () => {
    const ids = [await queueText(ada, ONE), await queueText(ada, ONE)]
    for (const _ of ids) await claimRun('killed')
    await (await db()).run.update({ where: { id: ids[0] }, data: { retry: '{' } })
    await loseWorker()
    await settleLostRuns()
    expect(await status(ids[1] ?? '')).toBe('failure')
    await (await db()).run.updateMany({ data: { retry: null } })
    await settleLostRuns()
    expect(await status(ids[0] ?? '')).toBe('failure')
  })

  it('one whose worker is lost is tried again by the same policy, and begins at nothing', async () => {
    await script('lost', { retry: { exponential: { attempts: 1, multiplier: 1, seconds: 0 } } })
    const id = await queue('lost')
    for (const expected of ['queued', 'failure']) {
      await claimRun('killed')
      await saveProgress(id, 90)
      await loseWorker()
      await settleLostRuns()
      expect(await status(id)).toBe(expected)
      if (expected === 'queued') expect(await getJob(ada, { id })).not.toHaveProperty('progress')
    }
  })

  it('a cancel ends one that waits for its next attempt', async () => {
    await script('waits', {
      content: 'export const main = () => { throw 1 }',
      retry: { constant: { attempts: 3, seconds: 60 } },
    })
    const id = await queue('waits')
    await performNext()
    await cancelRun(ada, { id })
    expect(await status(id)).toBe('canceled')
  })
})
