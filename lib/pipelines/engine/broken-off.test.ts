import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { listFlowFiles } from '@/lib/pipelines/flow-files'
import { getJobWithSteps } from '@/lib/pipelines/flow-status'
import { restartFlow } from '@/lib/pipelines/restart-flow'
import { archiveFlow, createFlow, deleteFlow, updateFlow } from '@/lib/pipelines/save-flow'
import { runFlow } from '@/lib/pipelines/start-flow'
import { cancelRun } from '@/lib/runs/cancel-run'
import { settleLostRuns } from '@/lib/runs/settle-lost-runs'
import { claimRun, expireLeases } from '@/lib/runs/store'
import { createScript } from '@/lib/scripts/create-script'
import { takeShared } from '@/lib/shared'
import { testContext } from '@/lib/testing/context'
import { endAll, endNext, loop, plusOne, startSteps, text } from '@/lib/testing/flow-lab'
import { startTestInstance } from '@/lib/testing/instance'
import { advanceFlow } from './advance'
import { lookForIdleFlows } from './watch-flows'

let ada: Context
let oscar: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  oscar = await testContext({ username: 'oscar', role: 'operator' })
})
beforeEach(async () => {
  await (await db()).run.deleteMany()
})

const job = (id: string) => getJobWithSteps(ada, { id })

describe('going on from a run', () => {
  it('takes the results of the steps before, and begins nothing of them', async () => {
    const list = [1, 2, 3]
    const modules = [
      text('a', { x: 'flow_input.n' }),
      loop([text('i', { x: 'flow_input.iter.value' })]),
      text('c', { x: 'results.a', l: 'results.l' }),
    ]
    const first = await startSteps(ada, modules, { n: 1, list })
    await endAll((args, key) => {
      if (key === 'c') throw new Error('no')
      return plusOne(args)
    })
    await (await db()).auditEntry.deleteMany()
    const id = await restartFlow(ada, { id: first, step_id: 'c' })
    const audited = await (await db()).auditEntry.findMany({ where: { operation: 'jobs.run.flowpreview' } })
    expect(audited.map((entry) => entry.action)).toEqual(['execute'])
    let seen: unknown
    expect(
      await endAll((args) => {
        seen = args
      }),
    ).toEqual(['c'])
    expect(seen).toEqual({ x: 2, l: [2, 3, 4] })
    const { flow_status: status, job_kind: kind } = await job(id)
    expect(kind).toBe('flowpreview')
    expect(status).toMatchObject({
      modules: [{ reused: true, type: 'Success', job: expect.any(String) }, { reused: true }, {}],
    })
    expect(await endAll(plusOne)).toEqual([])
  })

  it('takes the first iterations of a loop', async () => {
    const modules = [loop([text('i', { x: 'flow_input.iter.value' })])]
    const first = await startSteps(ada, modules, { list: [1, 2, 3] })
    await endAll((args) => {
      if (args.x === 3) throw new Error('three')
      return plusOne(args)
    })
    const id = await restartFlow(ada, { id: first, step_id: 'l', branch_or_iteration_n: 2 })
    expect(await endAll(plusOne)).toEqual(['l/2/i'])
    expect(await job(id)).toMatchObject({ status: 'success', result: [2, 3, 4] })
    await expect(restartFlow(ada, { id: first, step_id: 'l', branch_or_iteration_n: 3 })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('goes by the pipeline that was run, wherever it lies now and whatever lies at its place', async () => {
    const path = 'u/ada/first'
    const moved = 'u/ada/moved'
    await createFlow(ada, { path, value: { modules: [text('a')] } })
    const first = await runFlow(ada, { path, args: {} })
    await updateFlow(ada, { current: path, path: moved, value: { modules: [text('b')] } })
    await createFlow(ada, { path, value: { modules: [text('a')] } })
    await archiveFlow(ada, { path, archived: true })
    const id = await restartFlow(ada, { id: first, step_id: 'a' })
    expect(await job(id)).toMatchObject({ script_path: moved, flow_status: { modules: [{ id: 'a' }] } })
    await archiveFlow(ada, { path: moved, archived: true })
    const again = restartFlow(ada, { id, step_id: 'a' })
    await expect(again).rejects.toMatchObject({ message: expect.stringContaining(`${moved} is archived`) })
    await deleteFlow(ada, { path: moved })
    await archiveFlow(ada, { path, archived: false })
    const deleted = restartFlow(ada, { id: first, step_id: 'a' })
    await expect(deleted).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('was deleted') })
  })

  it('is for whoever started it, and not beyond a step that failed', async () => {
    const grace = await testContext({ username: 'grace', role: 'admin' })
    const id = await startSteps(ada, [text('a'), text('b')])
    await expect(restartFlow(ada, { id, step_id: 'b' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(restartFlow(ada, { id, step_id: 'x' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(restartFlow(grace, { id, step_id: 'a' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(restartFlow(oscar, { id, step_id: 'a' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('tells the files of each step, those it answered among them', async () => {
  const id = await startSteps(ada, [text('a'), text('b')])
  const step = await endNext(() => ({ out: [{ s3: 'made.csv' }, { s3: 'read.csv' }] }))
  const use = {
    runId: step?.id ?? '',
    workspaceId: 'lab',
    storage: '_default_',
    requests: 1,
    firstAt: new Date(),
    lastAt: new Date(),
  }
  await (await db()).runFile.createMany({
    data: [
      { ...use, key: 'read.csv', access: 'read', bytes: 7 },
      { ...use, key: 'seen.csv', access: 'write', bytes: 9 },
    ],
  })
  expect(await listFlowFiles(ada, { id })).toEqual({
    a: {
      read: [{ s3: 'read.csv', storage: '_default_', bytes: 7 }],
      written: [
        { s3: 'seen.csv', storage: '_default_', bytes: 9 },
        { s3: 'made.csv', storage: '_default_' },
      ],
    },
  })
  await expect(listFlowFiles(oscar, { id })).rejects.toMatchObject({ code: 'not_found' })
})

describe('whatever breaks', () => {
  it('begins no step twice, however many look at once', async () => {
    const id = await startSteps(ada, [loop([text('a')], { parallel: true })], { list: [1, 2, 3] })
    const look = async () => {
      takeShared('flow-advances') // as another process would
      await advanceFlow(id)
    }
    for (let round = 0; round < 3; round++) {
      await Promise.all([look(), look(), look(), look()])
      await endNext(() => 1)
    }
    await Promise.all([look(), look(), look()])
    expect(await (await db()).run.count({ where: { parentId: id } })).toBe(3)
    expect(await job(id)).toMatchObject({ status: 'success', result: [1, 1, 1] })
  })

  it('goes on where the process was lost that a step ended in', async () => {
    const id = await startSteps(ada, [text('a'), text('b')])
    await endNext(() => 1)
    await expireLeases()
    await settleLostRuns()
    expect(await job(id)).toMatchObject({ status: 'running' })
    await lookForIdleFlows()
    expect(await endAll(() => 2)).toEqual(['b'])
    expect(await job(id)).toMatchObject({ status: 'success', result: 2 })
  })

  it.each([
    ['fails with it', {}, 'failure'],
    ['goes on where the step may fail', { continue_on_error: true }, 'success'],
    ['goes on where the step is tried again', { retry: { constant: { attempts: 1, seconds: 0 } } }, 'success'],
  ])('%s: a step whose worker was killed, which is not begun twice by itself', async (_what, more, expected) => {
    const id = await startSteps(ada, [text('a', {}, more), text('b')])
    await claimRun('killed')
    await (await db()).run.updateMany({ where: { leaseOwner: 'killed' }, data: { leaseUntil: new Date(0) } })
    await lookForIdleFlows()
    expect(await job(id)).toMatchObject({ status: 'running' })
    await settleLostRuns()
    await lookForIdleFlows()
    await endAll(() => 1)
    const told = await job(id)
    expect(told.status).toBe(expected)
    if (expected === 'failure')
      expect(JSON.stringify(told.result)).toMatch(/Step a \(run .*The worker that ran it is lost/)
    expect(await (await db()).run.count({ where: { parentId: id, flowStepKey: 'a' } })).toBe(1)
  })

  it('a cancel ends the steps under way, and nothing more is begun', async () => {
    const id = await startSteps(ada, [loop([text('a')], { parallel: true }), text('b')], { list: [1, 2] })
    await claimRun('lab')
    await cancelRun(ada, { id, reason: 'enough' })
    await advanceFlow(id)
    await lookForIdleFlows()
    const runs = await (await db()).run.findMany({ where: { parentId: id } })
    expect(runs.map(({ status }) => status)).toEqual(['canceled', 'canceled'])
    expect(await job(id)).toMatchObject({ status: 'canceled', canceled_reason: 'enough' })
  })

  it('a pipeline takes no place of a worker', async () => {
    const id = await startSteps(ada, [text('a')])
    expect((await claimRun('lab'))?.parentId).toBe(id)
    expect(await claimRun('lab')).toBeNull()
  })

  it('one that is put off begins when it is due', async () => {
    await createFlow(ada, { path: 'u/ada/later', value: { modules: [text('a')] } })
    const id = await runFlow(ada, { path: 'u/ada/later', args: {}, scheduled_in_secs: 3600 })
    await lookForIdleFlows()
    expect(await claimRun('lab')).toBeNull()
    await (await db()).run.update({ where: { id }, data: { scheduledFor: new Date() } })
    await lookForIdleFlows()
    expect((await claimRun('lab'))?.parentId).toBe(id)
  })
})

describe('rights', () => {
  it('are those of whoever started it: a script out of sight is not run', async () => {
    await createScript(ada, { path: 'u/ada/secret', content: 'export const main = () => 1', language: 'deno' })
    const modules = [{ id: 'a', value: { type: 'script', path: 'u/ada/secret', input_transforms: {} } }]
    await createFlow(ada, { path: 'f/crew/uses', value: { modules }, newFolder: true })
    const grants = [
      { subject: 'u/ada', access: 'owner' as const },
      { subject: 'u/oscar', access: 'read' as const },
    ]
    await shareFolder(ada, { name: 'crew', grants })
    const id = await runFlow(oscar, { path: 'f/crew/uses', args: {} })
    expect(await getJobWithSteps(oscar, { id })).toMatchObject({
      status: 'failure',
      result: { error: { message: expect.stringContaining('u/ada/secret does not exist, or you may not see it') } },
    })
    await expect(runFlow(oscar, { path: 'u/ada/later', args: {} })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('end with those of whoever started it', async () => {
    const carl = await testContext({ username: 'carl' })
    const id = await startSteps(carl, [text('a'), text('b')])
    await (await db()).user.update({ where: { id: carl.person.id }, data: { sessionVersion: { increment: 1 } } })
    forgetIdentities()
    expect(await endAll(() => 1)).toEqual(['a'])
    const run = await (await db()).run.findUniqueOrThrow({ where: { id } })
    expect(run).toMatchObject({
      status: 'failure',
      result: expect.stringContaining('All sessions of whoever started it'),
    })
  })

  it('what a step answered is no reference, whatever it reads like', async () => {
    await startSteps(ada, [text('a'), text('b', { x: 'results.a', y: 'flow_input.y' })], { y: '$var:u/ada/key' })
    await endNext(() => '$var:u/ada/key')
    await lookForIdleFlows()
    const step = await (await db()).run.findFirstOrThrow({ where: { flowStepKey: 'b' } })
    expect(JSON.parse(step.plainArgs ?? '')).toEqual(['x'])
  })
})
