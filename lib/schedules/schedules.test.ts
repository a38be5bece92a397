import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { updateUser } from '@/lib/people/update-user'
import { settledAdvances } from '@/lib/pipelines/engine/advance'
import { archiveFlow, createFlow, updateFlow } from '@/lib/pipelines/save-flow'
import { cancelRun } from '@/lib/runs/cancel-run'
import { getJob } from '@/lib/runs/get-run'
import { listRuns } from '@/lib/runs/list-runs'
import { createScript } from '@/lib/scripts/create-script'
import { archiveScript } from '@/lib/scripts/remove-script'
import { testContext, testPerson } from '@/lib/testing/context'
import { endAll, plusOne, text } from '@/lib/testing/flow-lab'
import { startTestInstance } from '@/lib/testing/instance'
import { nextTimes } from './cron'
import { getSchedule, listSchedules } from './get-schedule'
import { runDueSchedules } from './run-due-schedules'
import { createSchedule, setScheduleEnabled, updateSchedule } from './save-schedule'
import { newScheduleSchema } from './schema'
import { stopSchedules, watchSchedules } from './watch-schedules'

const path = 'u/ada/nightly'
const daily = { path, script_path: 'u/ada/report', schedule: '0 6 * * *', timezone: 'Europe/Berlin', args: { n: 1 } }

let ada: Context
let bob: Context
let admin: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  admin = await testContext({ username: 'grace', role: 'admin' })
  await createScript(ada, { path: 'u/ada/report', content: 'export const main = (n) => n', language: 'deno' })
})
beforeEach(async () => {
  const client = await db()
  await client.schedule.deleteMany()
  await client.run.deleteMany()
})

const makeDue = async (nextAt: Date) => (await db()).schedule.updateMany({ data: { nextAt } })
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

it.each([
  ['0 6 * * 1-5', 'Europe/Berlin', '2026-03-27T12:00:00Z', '2026-03-30T04:00:00.000Z'],
  ['30 2 * * *', 'Europe/Berlin', '2026-10-25T00:10:00Z', '2026-10-25T00:30:00.000Z'],
  ['*/10 * * * * *', 'UTC', '2026-01-01T00:00:01Z', '2026-01-01T00:00:10.000Z'],
])('%s in %s comes next', (cron, timezone, from, expected) =>
  expect(nextTimes({ cron, timezone }, 1, new Date(from))[0]?.toISOString()).toBe(expected),
)

it.each([
  ['schedule', { schedule: 'every day' }],
  ['schedule', { schedule: '0 0 30 2 *' }],
  ['schedule', { timezone: 'Europe/Nowhere' }],
  ['on_failure', { on_failure: 'f/team/tell' }],
])('refuses a wrong %s', (field, change) => {
  const read = newScheduleSchema.safeParse({ ...daily, ...change })
  expect(read.error?.issues.map((issue) => issue.path[0])).toEqual([field])
})

describe('what is due', () => {
  it('is run once however many look, with the rights of who saved it, and waits for its next time', async () => {
    await createSchedule(ada, daily)
    await makeDue(minutesAgo(1))
    await Promise.all(Array.from({ length: 6 }, () => runDueSchedules()))
    const runs = await listRuns(ada, {})
    expect(runs).toMatchObject([{ script_path: 'u/ada/report', created_by: 'ada', status: 'queued' }])
    expect(await (await db()).run.count({ where: { tokenId: null, sessionVersion: null } })).toBe(1)
    const { next_at: next, last_run: last } = await getSchedule(ada, { path })
    expect(last).toMatchObject({ id: runs[0]?.id, status: 'queued' })
    const id = runs[0]?.id ?? ''
    expect(await getJob(ada, { id })).toMatchObject({ trigger_kind: 'schedule', trigger: path })
    expect(new Date(next ?? 0).getTime()).toBeGreaterThan(Date.now())
    expect(await runDueSchedules()).toBe(0)
  })

  it('is made up for once, however often nobody was there', async () => {
    await createSchedule(ada, { ...daily, schedule: '* * * * *' })
    await makeDue(minutesAgo(90))
    const now = new Date()
    await runDueSchedules(now)
    await runDueSchedules(now)
    expect(await listRuns(ada, {})).toHaveLength(1)
  })

  it('is passed over while the run before goes on, where the schedule says so', async () => {
    await createSchedule(ada, { ...daily, no_flow_overlap: true })
    await makeDue(minutesAgo(3))
    await runDueSchedules()
    await makeDue(minutesAgo(2))
    await runDueSchedules()
    const [run] = await listRuns(ada, {})
    expect(await listRuns(ada, {})).toHaveLength(1)
    await cancelRun(ada, { id: run?.id ?? '' })
    await makeDue(minutesAgo(1))
    await runDueSchedules()
    expect(await listRuns(ada, {})).toHaveLength(2)
  })

  it('runs a pipeline with the rights of who saved the schedule, once, and passes over a time while it goes on', async () => {
    const nightly = { ...daily, script_path: 'u/ada/steps', is_flow: true, no_flow_overlap: true }
    await expect(createSchedule(ada, nightly)).rejects.toMatchObject({ code: 'not_found' })
    await createFlow(ada, { path: 'u/ada/steps', value: { modules: [text('a', { x: 'flow_input.n' })] } })
    const retry = { constant: { attempts: 2, seconds: 1 } }
    await expect(createSchedule(ada, { ...nightly, retry })).rejects.toMatchObject({
      fields: { retry: [expect.any(String)] },
    })
    await expect(createSchedule(bob, { ...nightly, path: 'u/bob/spy' })).rejects.toMatchObject({ code: 'not_found' })
    await createSchedule(ada, nightly)
    expect(await listSchedules(ada, { is_flow: false })).toEqual([])
    for (const minutes of [3, 2]) {
      await makeDue(minutesAgo(minutes))
      await Promise.all([runDueSchedules(), runDueSchedules()])
      await settledAdvances()
    }
    const runs = await listRuns(ada, { job_kinds: 'flow' })
    expect(runs).toMatchObject([{ script_path: 'u/ada/steps', created_by: 'ada', status: 'running' }])
    expect(await getJob(ada, { id: runs[0]?.id ?? '' })).toMatchObject({ trigger_kind: 'schedule', trigger: path })
    const bound = { OR: [{ tokenId: { not: null } }, { sessionVersion: { not: null } }] }
    expect(await (await db()).run.count({ where: bound })).toBe(0)
    expect(await endAll(plusOne)).toEqual(['a'])
    expect(await getSchedule(ada, { path })).toMatchObject({ is_flow: true, last_run: { status: 'success' } })
    await archiveFlow(ada, { path: 'u/ada/steps', archived: true })
    await makeDue(minutesAgo(1))
    await runDueSchedules()
    expect(await getSchedule(ada, { path })).toMatchObject({
      enabled: true,
      error: expect.stringContaining('archived'),
    })
    const again = { ...nightly, path: 'u/ada/again' }
    await expect(createSchedule(ada, again)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('archived'),
    })
    await createScript(ada, { path: 'u/ada/put_away', content: 'export const main = 1', language: 'deno' })
    await archiveScript(ada, { path: 'u/ada/put_away' })
    await expect(createSchedule(ada, { ...daily, script_path: 'u/ada/put_away' })).rejects.toThrow('archived')
  })

  it('follows what it runs to another path, not what is put in its place', async () => {
    const steps = { modules: [text('a', { x: 'flow_input.n' })] }
    const { hash } = await createScript(ada, {
      path: 'u/ada/old',
      content: 'export const main = (n) => n',
      language: 'deno',
    })
    await createFlow(ada, { path: 'u/ada/old', value: steps })
    const [script, flow] = [daily, { ...daily, path: 'u/ada/steps_nightly', is_flow: true }]
    for (const each of [script, flow]) await createSchedule(ada, { ...each, script_path: 'u/ada/old' })
    await createScript(ada, {
      path: 'u/ada/moved',
      content: 'export const main = () => 1',
      language: 'deno',
      parent_hash: hash,
    })
    expect(await getSchedule(ada, flow)).toMatchObject({ script_path: 'u/ada/old' })
    await updateFlow(ada, { current: 'u/ada/old', path: 'u/ada/moved_steps', value: steps })
    await createFlow(ada, { path: 'u/ada/old', value: steps })
    await createScript(ada, { path: 'u/ada/old', content: 'export const main = () => 2', language: 'deno' })
    expect(await getSchedule(ada, flow)).toMatchObject({ script_path: 'u/ada/moved_steps' })
    await makeDue(minutesAgo(1))
    await runDueSchedules()
    await settledAdvances()
    const paths = (await listRuns(ada, { is_flow_step: false })).map((run) => run.script_path)
    expect(paths.sort()).toEqual(['u/ada/moved', 'u/ada/moved_steps'])
  })

  it('follows nobody else into another folder, where others write', async () => {
    const value = { modules: [text('a', { x: 'flow_input.n' })] }
    await createFlow(ada, { path: 'u/ada/here', value })
    const flow = { ...daily, is_flow: true, script_path: 'u/ada/here' }
    const [hers, other] = [
      { ...flow, path: 'u/ada/hers' },
      { ...flow, path: 'u/grace/other' },
    ]
    await createSchedule(ada, hers)
    await createSchedule(admin, other)
    await updateFlow(admin, { current: 'u/ada/here', path: 'u/ada/there', value })
    const pathsOf = () => Promise.all([getSchedule(ada, hers), getSchedule(admin, other)])
    expect(await pathsOf()).toMatchObject([{ script_path: 'u/ada/there' }, { script_path: 'u/ada/there' }])
    await updateFlow(admin, { current: 'u/ada/there', path: 'u/grace/there', value })
    expect(await pathsOf()).toMatchObject([{ script_path: 'u/ada/there' }, { script_path: 'u/grace/there' }])
  })

  it('says why it could not be run, and goes on with the next time', async () => {
    await createSchedule(ada, daily)
    await (await db()).schedule.updateMany({ data: { scriptPath: 'u/ada/gone' } })
    await makeDue(minutesAgo(1))
    await runDueSchedules()
    expect(await getSchedule(ada, { path })).toMatchObject({
      ...{ enabled: true, error: expect.stringContaining('u/ada/gone does not exist') },
      next_at: expect.any(String),
    })
  })

  it('goes on with the next time whatever went wrong', async () => {
    await createSchedule(ada, daily)
    await (await db()).schedule.updateMany({ data: { args: '[]' } })
    await makeDue(minutesAgo(1))
    await runDueSchedules()
    const error = expect.stringContaining('an error of the server')
    expect(await (await db()).schedule.findFirst()).toMatchObject({ error, enabled: true })
    expect(await runDueSchedules()).toBe(0)
  })

  it('is run once the database takes it that refused it for a moment', async () => {
    await createSchedule(ada, daily)
    const at = minutesAgo(1)
    await makeDue(at)
    const client = await db()
    await client.$executeRaw`ALTER TABLE "Run" RENAME TO "RunAway"`
    try {
      await runDueSchedules()
    } finally {
      await client.$executeRaw`ALTER TABLE "RunAway" RENAME TO "Run"`
    }
    expect(await client.schedule.findFirst()).toMatchObject({ nextAt: at, error: null })
    await runDueSchedules()
    expect(await listRuns(ada, {})).toMatchObject([{ script_path: 'u/ada/report', status: 'queued' }])
    expect(await runDueSchedules()).toBe(0)
  })

  it('does not count as done because somebody else has a run of that id', async () => {
    await createSchedule(ada, daily)
    const at = minutesAgo(1)
    await makeDue(at)
    await runDueSchedules()
    await (await db()).run.updateMany({ data: { scheduleId: null, userId: bob.person.id } })
    await makeDue(at)
    await runDueSchedules()
    expect(await getSchedule(ada, { path })).toMatchObject({ error: expect.stringContaining('There is a job') })
  })

  it('is started to its end before the server stops, however often it looked meanwhile', async () => {
    await createSchedule(ada, daily)
    await makeDue(minutesAgo(1))
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      watchSchedules()
      vi.advanceTimersByTime(3000)
      await stopSchedules()
    } finally {
      vi.useRealTimers()
    }
    expect(await listRuns(ada, {})).toHaveLength(1)
  })

  it('ends when who saved it is disabled, and begins again with whoever saves it', async () => {
    const dan = await testContext({ username: 'dan' })
    await createScript(dan, { path: 'u/dan/report', content: 'export const main = () => 1', language: 'deno' })
    const dans = { path: 'u/dan/nightly', script_path: 'u/dan/report' }
    await createSchedule(dan, { ...daily, ...dans })
    await updateUser(await testPerson({ username: 'root', superadmin: true }), {
      userId: dan.person.id,
      disabled: true,
    })
    await makeDue(minutesAgo(1))
    await runDueSchedules()
    expect(await listRuns(admin, {})).toEqual([])
    expect(await getSchedule(admin, dans)).toMatchObject({ enabled: false, error: expect.stringContaining('disabled') })
    const enabled = { ...dans, enabled: true }
    await expect(setScheduleEnabled(admin, enabled)).rejects.toMatchObject({ code: 'conflict' })
    await updateSchedule(admin, { ...dans, schedule: '0 7 * * *', timezone: 'UTC' })
    await setScheduleEnabled(admin, enabled)
    expect(await getSchedule(admin, dans)).toMatchObject({ enabled: true, error: null, permissioned_as: 'u/grace' })
  })
})
