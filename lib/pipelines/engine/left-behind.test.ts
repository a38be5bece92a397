import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { getJobWithSteps } from '@/lib/pipelines/flow-status'
import { restartFlow } from '@/lib/pipelines/restart-flow'
import { runQuerySchema } from '@/lib/runs/schema'
import { removeOldRuns } from '@/lib/runs/store'
import { createScript } from '@/lib/scripts/create-script'
import { testContext } from '@/lib/testing/context'
import { endAll, endNext, startSteps, text } from '@/lib/testing/flow-lab'
import { startTestInstance } from '@/lib/testing/instance'
import { insertToken } from '@/lib/tokens/store'
import { newTokenId } from '@/lib/tokens/token-text'
import { stepRunId } from './keys'
import { FlowValues } from './values'
import { lookForAllFlows, lookForIdleFlows } from './watch-flows'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
})
beforeEach(async () => {
  await (await db()).run.deleteMany()
})

const job = (id: string) => getJobWithSteps(ada, { id })
const branches = (...lists: unknown[][]) => ({
  id: 'b',
  value: { type: 'branchall', branches: lists.map((modules) => ({ modules })), parallel: true },
})

it('what came through the token of a script stays text, whoever goes on from there', async () => {
  const steps = [text('a'), text('b', { x: 'flow_input.secret', whole: 'flow_input', own: 'flow_input.n' })]
  const first = await startSteps(ada, steps, { secret: '$var:u/ada/key', n: 1 })
  const tokenId = await insertBoundToken()
  const client = await db()
  await client.run.update({ where: { id: first }, data: { tokenId } })
  await client.run.updateMany({ where: { parentId: first }, data: { status: 'success', result: '1' } })
  const id = await restartFlow(ada, { id: first, step_id: 'b' })
  const again = await restartFlow(ada, { id, step_id: 'a' })
  await client.apiToken.delete({ where: { id: tokenId } })
  const later = await restartFlow(ada, { id: first, step_id: 'a' })
  const kept = await client.run.findMany({ where: { id: { in: [id, again, later] } } })
  expect(kept.map(({ plainArgs }) => plainArgs)).toEqual(['["secret"]', '["secret"]', '["secret"]'])
  const step = await client.run.findFirst({ where: { parentId: id } })
  expect(JSON.parse(step?.plainArgs ?? '[]')).toEqual(['x', 'whole'])
})

it('what stands fixed in steps that came through the token of a script stays text, too, whoever goes on from there', async () => {
  const step = text('a')
  const value = { ...step.value, input_transforms: { fixed: { type: 'static', value: '$var:u/ada/key' } } }
  const first = await startSteps(ada, [{ ...step, value }])
  const client = await db()
  const mine = await restartFlow(ada, { id: first, step_id: 'a' })
  await client.run.update({ where: { id: first }, data: { tokenId: await insertBoundToken() } })
  const id = await restartFlow(ada, { id: first, step_id: 'a' })
  const again = await restartFlow(ada, { id, step_id: 'a' })
  const plainArgs = async (parentId: string) => (await client.run.findFirst({ where: { parentId } }))?.plainArgs
  expect([await plainArgs(mine), await plainArgs(id), await plainArgs(again)]).toEqual([null, '["fixed"]', '["fixed"]'])
})

it('what somebody sent themselves is followed after going on, too', async () => {
  const first = await startSteps(ada, [text('a', { x: 'flow_input.secret' })], { secret: '$var:u/ada/key' })
  const id = await restartFlow(ada, { id: first, step_id: 'a' })
  expect((await (await db()).run.findFirst({ where: { parentId: id } }))?.plainArgs).toBeNull()
})

async function insertBoundToken(): Promise<string> {
  const id = newTokenId()
  await insertToken({
    ...{ id, userId: ada.person.id, kind: 'api', label: 'hook', workspaceId: ada.workspace.id, script: 'u/ada/hook' },
    ...{ readOnly: false, storage: null, prefix: null, sessionVersion: null, parentId: null, expiresAt: null },
  })
  return id
}

it('a step that was begun while the pipeline ended is canceled with it', async () => {
  const id = await startSteps(ada, [branches([text('x')], [text('y')])])
  const client = await db()
  const late = await client.run.findUniqueOrThrow({ where: { id: stepRunId(id, 'b/1/y') } })
  await client.run.update({ where: { id: late.id }, data: { flowStepKey: 'elsewhere' } })
  await client.flowStep.updateMany({ where: { runId: id, key: 'b' }, data: { status: 'failure', result: 'null' } })
  await lookForAllFlows()
  expect(await job(id)).toMatchObject({ status: 'failure' })
  expect(await client.run.count({ where: { parentId: id, status: { in: ['queued', 'running'] } } })).toBe(0)
})

it('steps that an ended pipeline has left behind are canceled by the next look at all', async () => {
  const id = await startSteps(ada, [text('a')])
  const client = await db()
  await client.run.update({ where: { id }, data: { status: 'canceled', endedAt: new Date() } })
  await lookForIdleFlows()
  expect(await client.run.count({ where: { parentId: id, status: 'queued' } })).toBe(1)
  await lookForAllFlows()
  expect(await client.run.count({ where: { parentId: id, status: 'canceled' } })).toBe(1)
})

it('an end that nobody told is found beside a step that goes on', async () => {
  const id = await startSteps(ada, [branches([text('x1'), text('x2')], [text('y')])])
  await endNext(() => 1)
  await lookForIdleFlows()
  expect(await (await db()).run.count({ where: { parentId: id } })).toBe(2)
  await lookForAllFlows()
  expect(await (await db()).run.count({ where: { parentId: id } })).toBe(3)
})

it('a pipeline that cannot be gone on with ends, and tells so', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const id = await startSteps(ada, [text('a'), text('b', { x: 'results.a' })])
  await endNext(() => 0)
  await (await db()).run.updateMany({ where: { parentId: id }, data: { result: deep } })
  await lookForIdleFlows()
  expect(await job(id)).toMatchObject({ status: 'failure' })
})

it('the steps of a pipeline that goes on are kept with it', async () => {
  const id = await startSteps(ada, [text('a'), text('b')])
  await endAll((_args, key) => (key === 'a' ? 1 : 2))
  const client = await db()
  const long = new Date(0)
  await client.run.updateMany({ data: { createdAt: long, endedAt: long } })
  await client.run.update({ where: { id }, data: { status: 'running', endedAt: null } })
  expect(await removeOldRuns(new Date(1000))).toBe(0)
  await client.run.update({ where: { id }, data: { status: 'success', endedAt: long } })
  expect(await removeOldRuns(new Date(1000))).toBe(3)
})

it('nobody chooses the id of a step', () => {
  expect(runQuerySchema.safeParse({ job_id: stepRunId(randomUUID(), 'a') }).success).toBe(false)
  expect(runQuerySchema.safeParse({ job_id: randomUUID() }).success).toBe(true)
})

it('a version that is none of the script that a step names is not run', async () => {
  await createScript(ada, { path: 'u/ada/one', content: '1', language: 'deno' })
  const { hash } = await createScript(ada, { path: 'u/ada/two', content: '1', language: 'deno' })
  const value = { type: 'script', path: 'u/ada/one', hash, input_transforms: {} }
  const id = await startSteps(ada, [{ id: 'a', value }])
  await lookForIdleFlows()
  const { result } = (await job(id)) as { result?: { error?: { message?: string } } }
  expect(result?.error?.message).toContain('is one of u/ada/two, not of u/ada/one')
})

it('of what steps answered the last few are held', async () => {
  const client = await db()
  const id = await startSteps(ada, [text('a')])
  const keys = Array.from({ length: 30 }, (_, index) => `s${index}`)
  await client.flowStep.createMany({
    data: keys.map((key) => ({ runId: id, key, status: 'success', result: `"${key}"` })),
  })
  const values = new FlowValues(id, { args: {}, plainArgs: [], plainStatic: false })
  for (const key of [...keys, ...keys]) expect(await values.resultOf(key)).toBe(key)
  expect((values as unknown as { results: Map<string, unknown> }).results.size).toBeLessThanOrEqual(10)
})
