import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { endSessions } from '@/lib/people/end-sessions'
import { updateUser } from '@/lib/people/update-user'
import { awaitResult } from '@/lib/runs/await-result'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob, getJobResultMaybe, getJobUpdates } from '@/lib/runs/get-run'
import { RunLog } from '@/lib/runs/run-log'
import { startRunWorker, stopRunWorker } from '@/lib/runs/run-worker'
import { settleLostRuns } from '@/lib/runs/settle-lost-runs'
import { runPreview, runScriptByPath } from '@/lib/runs/start-run'
import { claimRun, releaseLease, saveUnderLease } from '@/lib/runs/store'
import { createScript } from '@/lib/scripts/create-script'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { performNext, queueText } from '@/lib/testing/run-lab'
import { createRunToken } from '@/lib/tokens/run-token'

const LOOP = 'export function main() { console.log("begun"); for (;;); }'
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

  it('a cancel while it is being started, and only the first one', async () => {
    const id = await queueText(ada, LOOP)
    const performed = performNext()
    await expect.poll(() => status(id), { interval: 1, timeout: 10_000 }).toBe('running')
    await cancelRun(ada, { id, reason: 'at once' })
    await expect(cancelRun(admin, { id })).rejects.toMatchObject({ code: 'conflict' })
    await performed
    expect(await getJob(ada, { id })).toMatchObject({ status: 'canceled', canceled_by: 'ada' })
    const { runTokenId } = await (await db()).run.findUniqueOrThrow({ where: { id } })
    const use = contextOfToken(runTokenId ?? 'none', { workspaceId: 'lab' })
    await expect(use).rejects.toMatchObject({ code: 'unauthenticated' })
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
    const log = await RunLog.open({ id, attempt: 1 })
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
