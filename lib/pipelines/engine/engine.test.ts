import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { getJobWithSteps } from '@/lib/pipelines/flow-status'
import { testContext } from '@/lib/testing/context'
import { endAll, endNext, loop, plusOne, startSteps, text } from '@/lib/testing/flow-lab'
import { startTestInstance } from '@/lib/testing/instance'
import { advanceFlow } from './advance'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
})
beforeEach(async () => {
  await (await db()).run.deleteMany()
})

const job = (id: string) => getJobWithSteps(ada, { id })

describe('steps one after the other', () => {
  it('hand their results on, and the last one is the result', async () => {
    const modules = [
      text('a', { x: 'flow_input.n' }),
      { id: 'same', value: { type: 'identity' } },
      text('b', { x: 'previous_result' }),
      text('c', { x: 'results.a', y: 'results.same' }),
    ]
    const id = await startSteps(ada, modules, { n: 1 })
    expect(await job(id)).toMatchObject({
      ...{ status: 'running', job_kind: 'flowpreview' },
      flow_status: {
        step: 0,
        modules: [{ id: 'a', type: 'WaitingForExecutor' }, { type: 'WaitingForPriorSteps' }, {}, {}],
      },
    })
    const seen: unknown[] = []
    expect(await endAll((args) => seen.push(args) && plusOne(args))).toEqual(['a', 'b', 'c'])
    expect(seen).toEqual([{ x: 1 }, { x: 2 }, { x: 2, y: 2 }])
    expect(await job(id)).toMatchObject({ status: 'success', result: 3, flow_status: { step: 4 } })
  })

  it('end the pipeline with an error that names the step and its run', async () => {
    const id = await startSteps(ada, [text('a', {}, { summary: 'Clean up' }), text('b')])
    const keys = await endAll(() => {
      throw new Error('no luck')
    })
    expect(keys).toEqual(['a'])
    const { result, flow_status: status } = await job(id)
    const step = await (await db()).run.findFirstOrThrow({ where: { parentId: id } })
    expect(result).toEqual({
      error: {
        name: 'Error',
        message: `Step Clean up (a) (run ${step.id}) failed: no luck`,
        step_id: 'a',
        job: step.id,
      },
    })
    expect(status).toMatchObject({
      failure_step: 'a',
      modules: [{ type: 'Failure', job: step.id }, { type: 'Skipped' }],
    })
  })

  it('go on after a failure where the step says so, with its error as the result', async () => {
    const id = await startSteps(ada, [
      text('a', {}, { continue_on_error: true }),
      text('b', { x: 'results.a.error.message' }),
    ])
    await endAll(({ x }, key) => {
      if (key === 'a') throw new Error('no luck')
      return x
    })
    expect(await job(id)).toMatchObject({ status: 'success', result: 'no luck' })
  })

  it('that ask for what is not there fail with the path', async () => {
    const id = await startSteps(ada, [text('a', { x: 'flow_input.file.s3' })])
    expect(await job(id)).toMatchObject({
      status: 'failure',
      result: { error: { message: expect.stringContaining('x: flow_input.file.s3 leads nowhere: there is no "s3"') } },
    })
  })

  it('leave out an argument that is not there', async () => {
    await startSteps(ada, [text('a', { x: 'flow_input.missing' })])
    let seen: unknown
    await endAll((args) => {
      seen = args
    })
    expect(seen).toEqual({})
  })

  it('carry the retry and the timeout of the step', async () => {
    await startSteps(ada, [text('a', {}, { retry: { constant: { attempts: 2, seconds: 1 } }, timeout: 5 })])
    const step = await (await db()).run.findFirstOrThrow({ where: { flowStepKey: 'a' } })
    expect(JSON.parse(step.retry ?? '')).toMatchObject({ constant: { attempts: 2 } })
    expect(step.timeoutSeconds).toBe(5)
  })
})

describe('a loop', () => {
  const list = [1, 2, 3, 4]

  it('goes over a list one by one, and answers the list of its results', async () => {
    const modules = [
      loop([
        text('a', { x: 'flow_input.iter.value' }),
        text('b', { x: 'previous_result', i: 'flow_input.iter.index' }),
      ]),
    ]
    const id = await startSteps(ada, modules, { list })
    expect(await (await db()).run.count({ where: { parentId: id } })).toBe(1)
    const keys = await endAll(plusOne)
    expect(keys.slice(0, 4)).toEqual(['l/0/a', 'l/0/b', 'l/1/a', 'l/1/b'])
    expect(await job(id)).toMatchObject({
      ...{ status: 'success', result: [3, 4, 5, 6] },
      flow_status: {
        modules: [{ iterator: { index: 4, itered_len: 4 }, flow_jobs_success: [true, true, true, true] }],
      },
    })
  })

  it('runs as many at a time as it says', async () => {
    const id = await startSteps(
      ada,
      [loop([text('a', { x: 'flow_input.iter.value' })], { parallel: true, parallelism: 2 })],
      { list },
    )
    const waiting = () => db().then((client) => client.run.count({ where: { parentId: id, status: 'queued' } }))
    expect(await waiting()).toBe(2)
    await endNext(plusOne)
    await advanceFlow(id)
    expect(await waiting()).toBe(2)
    await endAll(plusOne)
    expect(await job(id)).toMatchObject({ result: [2, 3, 4, 5] })
  })

  it.each([true, false])('passes over what fails where it says so (parallel: %s)', async (parallel) => {
    const id = await startSteps(
      ada,
      [loop([text('a', { x: 'flow_input.iter.value' })], { parallel, skip_failures: true })],
      { list },
    )
    await endAll((args) => {
      if (args.x === 2) throw new Error('two')
      return args.x
    })
    expect(await job(id)).toMatchObject({ status: 'success', result: [1, { error: { message: 'two' } }, 3, 4] })
  })

  it('ends at a failure, and begins nothing more', async () => {
    const id = await startSteps(ada, [loop([text('a', { x: 'flow_input.iter.value' })])], { list })
    const keys = await endAll((args) => {
      if (args.x === 2) throw new Error('two')
    })
    expect(keys).toEqual(['l/0/a', 'l/1/a'])
    expect(await job(id)).toMatchObject({
      status: 'failure',
      result: {
        error: { message: expect.stringMatching(/^Step a in number 2 of l \(run .*\) failed: two$/), step_id: 'a' },
      },
    })
  })

  it.each([
    ['nothing', undefined, 'got nothing'],
    ['a text', 'abc', 'got a string'],
    ['more than it may', Array.from({ length: 1001 }, () => 0), 'over 1001 values'],
  ])('over %s fails', async (_what, value, sentence) => {
    const id = await startSteps(ada, [loop([text('a')])], { list: value })
    expect(await job(id)).toMatchObject({
      status: 'failure',
      result: { error: { message: expect.stringContaining(sentence) } },
    })
  })

  it('over an empty list answers one', async () => {
    expect(await job(await startSteps(ada, [loop([text('a')])], { list: [] }))).toMatchObject({
      status: 'success',
      result: [],
    })
  })

  it('whose results are too large together fails with what to do', async () => {
    const id = await startSteps(ada, [loop([text('a')], { parallel: true })], { list: [1, 2, 3] })
    await endAll(() => 'x'.repeat(2 * 1024 ** 2))
    expect(await job(id)).toMatchObject({
      status: 'failure',
      result: { error: { message: expect.stringContaining('4 MiB') } },
    })
  })
})

describe('branches', () => {
  const branches = (more: object = {}) => [
    text('first'),
    {
      id: 'all',
      value: {
        type: 'branchall',
        branches: [
          { modules: [text('a', { x: 'previous_result' })] },
          { modules: [text('b', { x: 'results.first' }), text('c')], ...more },
        ],
        parallel: true,
      },
    },
  ]

  it('run beside each other and answer a list', async () => {
    const id = await startSteps(ada, branches())
    expect(await endAll((_args, key) => key)).toEqual(['first', 'all/0/a', 'all/1/b', 'all/1/c'])
    expect(await job(id)).toMatchObject({
      ...{ status: 'success', result: ['all/0/a', 'all/1/c'] },
      flow_status: { modules: [{}, { branches: [[{ id: 'a', type: 'Success' }], [{ id: 'b' }, { id: 'c' }]] }] },
    })
  })

  it('fail together, or alone where a branch says so', async () => {
    const fail = (_args: object, key: string) => {
      if (key === 'all/1/b') throw new Error('no')
      return key
    }
    const [one, other] = [await startSteps(ada, branches()), await startSteps(ada, branches({ skip_failure: true }))]
    await endAll(fail)
    expect(await job(one)).toMatchObject({ status: 'failure' })
    expect(await job(other)).toMatchObject({ status: 'success', result: ['all/0/a', { error: { message: 'no' } }] })
  })
})
