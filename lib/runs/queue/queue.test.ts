import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { contextOfToken } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob, getJobUpdates } from '@/lib/runs/get-run'
import { MAX_QUEUED_RUNS, MAX_RUN_DEPTH } from '@/lib/runs/limits'
import { listRuns } from '@/lib/runs/list-runs'
import { RunLog } from '@/lib/runs/run-log'
import { cancelSchema, listRunsSchema, previewSchema, runIdSchema, runQuerySchema } from '@/lib/runs/schema'
import { scriptEnvironment } from '@/lib/runs/script-env'
import { runPreview, runScriptByPath } from '@/lib/runs/start-run'
import { claimRun } from '@/lib/runs/store'
import { createScript } from '@/lib/scripts/create-script'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { queueText } from '@/lib/testing/run-lab'
import { pruneTokensHourly } from '@/lib/tokens/prune-tokens'
import { createRunToken } from '@/lib/tokens/run-token'

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
  const log = await RunLog.open({ id, attempt: 1 }, { kept: 10, tail: 5 })
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
