import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { endSessions } from '@/lib/people/end-sessions'
import { updateUser } from '@/lib/people/update-user'
import { awaitResult } from '@/lib/runs/await-result'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob, getJobResultMaybe, getJobUpdates } from '@/lib/runs/get-run'
import { MAX_QUEUED_RUNS, MAX_RUN_DEPTH } from '@/lib/runs/limits'
import { listRuns } from '@/lib/runs/list-runs'
import { RunLog } from '@/lib/runs/run-log'
import { startRunWorker, stopRunWorker } from '@/lib/runs/run-worker'
import { cancelSchema, listRunsSchema, previewSchema, runIdSchema, runQuerySchema } from '@/lib/runs/schema'
import { scriptEnvironment } from '@/lib/runs/script-env'
import { settleLostRuns } from '@/lib/runs/settle-lost-runs'
import { runPreview, runScriptByPath } from '@/lib/runs/start-run'
import { claimRun, releaseLease, saveProgress, saveUnderLease } from '@/lib/runs/store'
import { takeRun } from '@/lib/runs/take-run'
import { createScript } from '@/lib/scripts/create-script'
import { type NewScript, newScriptSchema } from '@/lib/scripts/schema'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { performNext, queueText } from '@/lib/testing/run-lab'
import { pruneTokensHourly } from '@/lib/tokens/prune-tokens'
import { createRunToken } from '@/lib/tokens/run-token'

const LOOP = 'export function main() { console.log("begun"); for (;;); }'
const ONE = 'export const main = () => 1'

let ada: Context
let bob: Context
let admin: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob', role: 'operator' })
  admin = await testContext({ username: 'grace', role: 'admin' })
})
beforeEach(async () => void (await (await db()).run.deleteMany()))

const status = async (id: string) => (await getJob(admin, { id })).status
const loseWorker = async () =>
  (await db()).run.updateMany({ where: { status: 'running' }, data: { leaseUntil: new Date(0) } })

describe('the queue', () => {
  it('gives each run to one worker', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => queueText(ada, ONE)))
    const claims = await Promise.all(Array.from({ length: 16 }, (_, worker) => claimRun(`worker ${worker}`)))
    expect(claims.flatMap((run) => run?.id ?? []).sort()).toEqual([...ids].sort())
  })

  it('holds a run back until its time', async () => {
    const id = await runPreview(ada, { content: ONE, language: 'deno', scheduled_in_secs: 3600 })
    expect(await claimRun('worker')).toBeNull()
    await (await db()).run.update({ where: { id }, data: { scheduledFor: new Date() } })
    expect((await claimRun('worker'))?.id).toBe(id)
  })

  it('refuses an id that is taken', async () => {
    const id = await queueText(ada, ONE)
    await expect(runPreview(ada, { content: ONE, language: 'deno', job_id: id })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('who starts runs without end', () => {
  const text = { content: ONE, language: 'deno' } as const

  it('is stopped in width', async () => {
    const id = await queueText(ada, ONE)
    const client = await db()
    await client.$executeRaw`
      INSERT INTO "Run" ("id", "workspaceId", "userId", "kind", "language", "args", "timeoutSeconds")
      WITH RECURSIVE "count"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "count" WHERE "n" < ${MAX_QUEUED_RUNS - 1})
      SELECT "Run"."id" || '-' || "n", "workspaceId", "userId", "kind", "language", "args", "timeoutSeconds"
      FROM "Run", "count" WHERE "Run"."id" = ${id}`
    await expect(queueText(ada, ONE)).rejects.toMatchObject({
      code: 'too_many',
      message: expect.stringContaining('2,000 of your runs wait'),
    })
    await queueText(admin, ONE)
    await cancelRun(ada, { id })
    await queueText(ada, ONE)
  })

  it('is stopped in depth, whatever the script says of its parent', async () => {
    const client = await db()
    let id = await queueText(ada, ONE)
    for (let depth = 1; depth < MAX_RUN_DEPTH; depth++) id = await runPreview(ada, { ...text, parent_job: id })
    const token = await createRunToken(ada, id, new Date(Date.now() + 60_000))
    await client.run.update({ where: { id }, data: { runTokenId: token.id } })
    const script = await contextOfToken(token.id, { workspaceId: 'lab' })
    const last = await runPreview(script, text)
    expect(await getJob(ada, { id: last })).toMatchObject({ parent_job: id })
    await client.run.update({ where: { id: last }, data: { runTokenId: token.id } })
    await client.run.update({ where: { id }, data: { runTokenId: null } })
    const message = expect.stringContaining('at most 10 others above it')
    await expect(runPreview(script, text)).rejects.toMatchObject({ code: 'too_many', message })
  })
})

describe('the places of a worker', () => {
  const text = { content: ONE, language: 'deno' } as const
  const start = (parent_job?: string) => runPreview(ada, { ...text, parent_job })
  const end = async (id: string) =>
    (await db()).run.update({ where: { id }, data: { status: 'success', result: '1', endedAt: new Date() } })

  it('are enough for runs that wait for what they have started, down to the greatest depth', async () => {
    const ended: string[] = []
    const running: { id: string; parent: string | null }[] = []
    for (let n = 0; n < 3; n++) await start()
    for (;;) {
      const run = await takeRun('a', { running: running.map(({ id }) => id), atOnce: 2 })
      if (!run) break
      running.push({ id: run.id, parent: run.parentId })
      if (await start(run.id).catch(() => null)) continue
      // The end of the line: whoever waited for it ends as well.
      for (let id: string | null = run.id; id !== null; ) {
        await end(id)
        ended.push(id)
        const found = running.findIndex((each) => each.id === id)
        id = running.splice(found, 1)[0]?.parent ?? null
      }
    }
    expect(running).toEqual([])
    expect(ended).toHaveLength(3 * (MAX_RUN_DEPTH + 1))
  })

  it('let the leaves of a wide fan-out run beside one another once all places but theirs wait', async () => {
    const root = await start()
    const running: string[] = []
    const take = async () => {
      const run = await takeRun('a', { running, atOnce: 2 })
      if (run) running.push(run.id)
      return run?.id
    }
    await take()
    // Each child waits for three leaves.
    for (let n = 0; n < 40; n++) await start(root)
    for (let child = await take(); child && running.length <= 2 + MAX_RUN_DEPTH; child = await take())
      for (let leaf = 0; leaf < 3; leaf++) await start(child)
    while (await take()) {}
    const parents = new Set(
      (await (await db()).run.findMany({ select: { parentId: true } })).map((run) => run.parentId),
    )
    expect(running.filter((id) => !parents.has(id))).toHaveLength(2)
  })

  it('are few for a script whose runs only seem to wait', async () => {
    const first = await start()
    const children: string[] = []
    for (let n = 0; n < 30; n++) children.push(await start(first))
    for (const child of children) await start(child)
    const running: string[] = []
    for (;;) {
      const run = await takeRun('a', { running, atOnce: 2 })
      if (!run) break
      running.push(run.id)
    }
    expect(running.length).toBeGreaterThanOrEqual(2 + MAX_RUN_DEPTH)
    expect(running.length).toBeLessThanOrEqual(2 + 2 * MAX_RUN_DEPTH)
  })
})

describe('a lost worker', () => {
  it('ends its run as lost, and with it the token of the script', async () => {
    const id = await queueText(ada, ONE)
    await claimRun('killed')
    const token = await createRunToken(ada, id, new Date(Date.now() + 60_000))
    await saveUnderLease(id, 'killed', { runTokenId: token.id })
    await settleLostRuns()
    expect(await status(id)).toBe('running')
    await loseWorker()
    await settleLostRuns()
    const { success, result } = await getJobResultMaybe(ada, { id })
    expect({ success, result }).toMatchObject({ success: false, result: { error: { name: 'WorkerLost' } } })
    await expect(contextOfToken(token.id, { workspaceId: 'lab' })).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await saveUnderLease(id, 'killed')).toBe(false)
  })

  it('has its run begun again where the script says so, and says that it was', async () => {
    const script = { path: 'u/ada/again', content: ONE, language: 'deno', restart_unless_cancelled: true } as const
    await createScript(ada, script)
    const id = await runScriptByPath(ada, { path: script.path, args: {} })
    await claimRun('killed')
    await loseWorker()
    await settleLostRuns()
    expect(await performNext()).toBe(id)
    const job = await getJob(ada, { id })
    expect(job).toMatchObject({ success: true, result: 1, attempt: 2 })
    expect(job.logs).toContain('Attempt 2: the worker of the one before was lost.')
  })

  it('is not replaced without end', async () => {
    const id = await queueText(ada, ONE)
    await (await db()).run.update({ where: { id }, data: { restart: true, attempt: 2 } })
    await claimRun('killed')
    await loseWorker()
    await settleLostRuns()
    expect(await status(id)).toBe('failure')
  })
})

/** Starts the next run, does something to it once it prints, and waits for its end. */
async function interrupt(id: string, act: () => Promise<unknown>): Promise<void> {
  const performed = performNext()
  await expect
    .poll(() => getJobUpdates(admin, { id }).then(({ new_logs }) => new_logs), { timeout: 10_000 })
    .toMatch('begun')
  await act()
  await performed
}

describe('what ends a run', () => {
  it('a cancel before it begins', async () => {
    const id = await queueText(ada, LOOP)
    await cancelRun(ada, { id, reason: 'a typo' })
    expect(await claimRun('worker')).toBeNull()
    const job = await getJob(ada, { id })
    expect(job).toMatchObject({ canceled: true, canceled_by: 'ada', canceled_reason: 'a typo', success: false })
    await expect(cancelRun(ada, { id })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('a cancel while it runs: at once, with its token', async () => {
    const id = await queueText(ada, LOOP)
    let tokenId = ''
    await interrupt(id, async () => {
      tokenId = (await (await db()).run.findUniqueOrThrow({ where: { id } })).runTokenId ?? ''
      await contextOfToken(tokenId, { workspaceId: 'lab' })
      await cancelRun(ada, { id })
    })
    expect(await getJob(ada, { id })).toMatchObject({ status: 'canceled', result: { error: { name: 'Canceled' } } })
    await expect(contextOfToken(tokenId, { workspaceId: 'lab' })).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('the end of whoever started it', async () => {
    const dan = await testContext({ username: 'dan' })
    const id = await queueText(dan, LOOP)
    const root = await testPerson({ username: 'root', superadmin: true })
    await interrupt(id, () => updateUser(root, { userId: dan.person.id, disabled: true }))
    const { result } = await getJob(admin, { id })
    expect(result).toMatchObject({ error: { name: 'NotRun', message: expect.stringContaining('may not run it') } })
  })

  it('the end of all sessions of whoever started it', async () => {
    const eve = await testContext({ username: 'eve' })
    const id = await queueText(eve, LOOP)
    await interrupt(id, () => endSessions(eve))
    const { result } = await getJob(admin, { id })
    expect(result).toMatchObject({ error: { name: 'NotRun', message: expect.stringContaining('All sessions') } })
  })

  it('the orderly end of the worker', async () => {
    startRunWorker()
    const waits = await runPreview(ada, { content: ONE, language: 'deno', scheduled_in_secs: 60 })
    const done = await queueText(ada, ONE)
    expect(await awaitResult(ada, done, AbortSignal.timeout(20_000))).toEqual({ success: true, result: 1 })
    const id = await queueText(ada, LOOP)
    const printed = () => getJobUpdates(ada, { id }).then(({ new_logs }) => new_logs)
    await expect.poll(printed, { timeout: 10_000 }).toMatch('begun')
    await stopRunWorker()
    expect(await getJob(ada, { id })).toMatchObject({ success: false, result: { error: { name: 'WorkerLost' } } })
    expect(await status(waits)).toBe('queued')
  })

  it('a cancel, and is told as its end once all that it printed is kept', async () => {
    const id = await queueText(ada, LOOP)
    await claimRun('worker')
    const log = await RunLog.open(id)
    log.append('the last word')
    await cancelRun(ada, { id })
    expect(await getJobUpdates(ada, { id })).toMatchObject({ running: false, completed: false })
    await log.close()
    await releaseLease(id, 'worker')
    expect(await getJobUpdates(ada, { id })).toMatchObject({ completed: true, new_logs: 'the last word' })
  })

  it('a cancel, whatever became of its worker', async () => {
    const id = await queueText(ada, LOOP)
    await claimRun('killed')
    await cancelRun(ada, { id })
    await (await db()).run.update({ where: { id }, data: { leaseUntil: new Date(0) } })
    expect(await getJobUpdates(ada, { id })).toMatchObject({ completed: true })
  })

  it('that nobody waits for it any more', async () => {
    const id = await queueText(ada, LOOP)
    const answer = await awaitResult(ada, id, AbortSignal.timeout(100))
    expect(answer).toMatchObject({ success: false, result: { error: { name: 'Canceled' } } })
  })
})

describe('what a script is known by', () => {
  const text = { content: ONE, language: 'deno', args: {} } as const

  it('a text that nobody saved is not listed among the runs of the script whose path it says', async () => {
    const id = await runPreview(ada, { ...text, path: 'f/prod/report' })
    expect(await listRuns(ada, { script_path_exact: 'f/prod/report' })).toEqual([])
    expect(await listRuns(ada, { script_path_start: 'f/prod/' })).toEqual([])
    const asked = await listRuns(ada, { script_path_exact: 'f/prod/report', job_kinds: 'script,preview' })
    expect(asked.map((job) => [job.id, job.job_kind])).toEqual([[id, 'preview']])
  })

  it('no two paths share a state', async () => {
    const states = []
    for (const path of ['f/a/b_c', 'f/a_b/c', 'f/a/b/c', '']) {
      await runPreview(ada, { ...text, path })
      const run = await claimRun('worker')
      if (run) states.push(scriptEnvironment(run, ada, { token: '', folder: '' }).WM_STATE_PATH)
    }
    expect(new Set(states).size).toBe(4)
    expect(states.slice(2)).toEqual(['u/ada/f_a_b_c', 'u/ada/preview'])
  })

  it('keeps NUL characters of arguments, and refuses them where no database keeps them', async () => {
    const args = { 'na\0me': ['\0', '\ud800'] }
    const id = await runPreview(ada, { ...text, args })
    expect((await getJob(ada, { id })).args).toEqual(args)
    for (const [schema, input] of [
      [previewSchema, { ...text, content: '//\0' }],
      [previewSchema, { ...text, path: 'u/ada/\0' }],
      [previewSchema, { ...text, tag: '\0' }],
      [runQuerySchema, { parent_job: '\0' }],
      [runIdSchema, { id: '\0' }],
      [cancelSchema, { reason: '\0' }],
      [listRunsSchema, { script_path_start: '\0' }],
    ] as const)
      expect(schema.safeParse(input).error?.issues[0]?.message).toContain('no NUL character')
  })
})

describe('who may', () => {
  it('operators run what they may read, and write no text of their own', async () => {
    await createScript(admin, { path: 'u/bob/given', content: ONE, language: 'deno' })
    await createScript(ada, { path: 'u/ada/private', content: ONE, language: 'deno' })
    await runScriptByPath(bob, { path: 'u/bob/given', args: {} })
    expect(await claimRun('worker')).toMatchObject({ userId: bob.person.id })
    await expect(queueText(bob, ONE)).rejects.toMatchObject({ code: 'forbidden' })
    const hidden = runScriptByPath(bob, { path: 'u/ada/private', args: {} })
    await expect(hidden).rejects.toMatchObject({ code: 'not_found' })
  })

  it('a run is seen by whoever started it and by admins', async () => {
    const id = await queueText(ada, ONE)
    await expect(getJob(bob, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listRuns(bob, {})).toEqual([])
    expect((await listRuns(ada, {})).map((job) => job.id)).toEqual([id])
    expect((await listRuns(admin, { created_by: 'ada', running: false })).map((job) => job.id)).toEqual([id])
  })
})

it('expired tokens are removed', async () => {
  const { id } = await createRunToken(ada, 'gone', new Date(Date.now() + 60_000))
  const client = await db()
  await pruneTokensHourly()
  expect(await client.apiToken.count({ where: { id } })).toBe(1)
  await client.apiToken.update({ where: { id }, data: { expiresAt: new Date(0) } })
  await pruneTokensHourly()
  expect(await client.apiToken.count({ where: { id } })).toBe(0)
})

it('the log keeps its beginning and its end, and is read on from any place', async () => {
  const id = await queueText(ada, ONE)
  const log = await RunLog.open(id, { kept: 10, tail: 5 })
  log.append('0123\0')
  log.append('56789abc')
  log.append('defghij')
  await log.close()
  const { new_logs: text, log_offset: end } = await getJobUpdates(ada, { id })
  expect(text).toBe('0123\ufffd56789\n[granary] 5 characters are left out here.\nfghij')
  expect(await getJobUpdates(ada, { id, log_offset: (end ?? 0) - 5 })).toMatchObject({
    new_logs: 'fghij',
    log_offset: end,
  })
})

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
