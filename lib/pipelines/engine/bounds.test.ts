import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { getJobWithSteps } from '@/lib/pipelines/flow-status'
import { cancelRun } from '@/lib/runs/cancel-run'
import { PipelineEnded } from '@/lib/runs/enqueue'
import { settleLostRuns } from '@/lib/runs/settle-lost-runs'
import { claimRun } from '@/lib/runs/store'
import { onRunEnded } from '@/lib/runs/wait-for-run'
import { testContext } from '@/lib/testing/context'
import { startSteps, text } from '@/lib/testing/flow-lab'
import { startTestInstance } from '@/lib/testing/instance'
import { stepRunId } from './keys'
import { perform } from './perform'
import { findFlowRun } from './store'
import { FlowValues } from './values'
import { lookForIdleFlows } from './watch-flows'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
})
beforeEach(async () => {
  await (await db()).run.deleteMany()
})

const job = (id: string) => getJobWithSteps(ada, { id })
const over = (id: string, modules: unknown[], parallel = true) => ({
  id,
  value: { type: 'forloopflow', iterator: { type: 'javascript', expr: 'flow_input.list' }, modules, parallel },
})
const pass = { id: 'p', value: { type: 'identity' } }

it('loops in loops have an end to their iterations together', async () => {
  const list = Array.from({ length: 1000 }, () => 0)
  const id = await startSteps(ada, [over('l', [over('m', [text('a')])])], { list })
  const { _sum: opened } = await (await db()).flowStep.aggregate({ where: { runId: id }, _sum: { count: true } })
  expect(opened.count).toBeLessThanOrEqual(10_000)
  const refused = await (await db()).flowStep.findFirst({ where: { runId: id, status: 'failure' } })
  expect(refused?.result).toContain('10,000 iterations at most together')
}, 60_000)

it('loops that begin no run let others have their turn, and can be canceled', async () => {
  const list = Array.from({ length: 100 }, () => 0)
  const id = await startSteps(ada, [over('l', [over('m', [pass], false)], false)], { list })
  expect(await job(id)).toMatchObject({ status: 'running' })
  await cancelRun(ada, { id })
  await lookForIdleFlows()
  expect(await job(id)).toMatchObject({ status: 'canceled', flow_status: { modules: [{ type: 'Failure' }] } })
}, 60_000)

it('a step whose id somebody else took fails', async () => {
  const id = await startSteps(ada, [text('a')])
  const client = await db()
  await client.run.updateMany({ where: { parentId: id }, data: { parentId: null, flowStepKey: null } })
  expect(await client.run.count({ where: { id: stepRunId(id, 'a') } })).toBe(1)
  await lookForIdleFlows()
  expect(await job(id)).toMatchObject({ status: 'failure' })
})

it('a step that comes too late is no failure', async () => {
  const id = await startSteps(ada, [text('a')])
  const flow = await findFlowRun(id)
  if (!flow) throw new Error('no run')
  const values = new FlowValues(id, { args: {}, plainArgs: [], plainStatic: false })
  vi.spyOn(values, 'argsOf').mockRejectedValue(new PipelineEnded())
  const module = { id: 'b', value: { type: 'script' as const, path: 'u/ada/x', input_transforms: {} } }
  const step = { key: 'b', module, state: 'waiting' as const, record: null, lists: [] }
  const place = { earlier: new Map(), previous: { from: 'input' as const }, loop: null }
  const worked = { ctx: ada, flow, values, room: { left: 1 } }
  expect(await perform({ what: 'start', step, place }, worked)).toBe('full')
  expect(await (await db()).flowStep.count()).toBe(0)
})

it('a step whose worker was lost is told at once', async () => {
  await startSteps(ada, [text('a')])
  const run = await claimRun('killed')
  await (await db()).run.updateMany({ where: { leaseOwner: 'killed' }, data: { leaseUntil: new Date(0) } })
  const told: string[] = []
  const forget = onRunEnded((id) => told.push(id))
  await settleLostRuns()
  forget()
  expect(told).toEqual([run?.id])
})
