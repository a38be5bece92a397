import { expect, it } from 'vitest'
import type { FlowFiles, ModuleState, ModuleStatus } from '@/lib/pipelines/status-schema'
import { filesOnLines, totalSize } from './edge-files'
import { RESULT_ID } from './layout'
import { sampleFlow } from './sample-flow'
import { hasPassedOver, jobsOf, loopProgress, occurrencesOf, overallState, spanOf } from './step-states'

const status = (id: string, type: ModuleState, more: Partial<ModuleStatus> = {}): ModuleStatus => ({
  id,
  type,
  ...more,
})
const loop = status('b', 'InProgress', {
  iterator: { index: 2, itered_len: 5 },
  flow_jobs_success: [true, false, null],
  iterations: [
    { index: 0, modules: [status('c', 'Success', { job: '1' }), status('d', 'Success', { job: '2' })] },
    { index: 1, modules: [status('c', 'Failure', { job: '3' }), status('d', 'WaitingForPriorSteps')] },
  ],
})
const branches = status('e', 'Success', { branches: [[status('f', 'Success', { job: '9' })], []] })
const statuses = [status('a', 'Success', { job: '0' }), loop, branches]

it('finds each time that a step was run, with the item that it was run for', () => {
  expect(occurrencesOf(statuses, 'c').map(({ items, status: { type } }) => [items, type])).toEqual([
    [[0], 'Success'],
    [[1], 'Failure'],
  ])
  expect(occurrencesOf(statuses, 'f')).toMatchObject([{ items: [], status: { job: '9' } }])
  expect(occurrencesOf(statuses, 'z')).toEqual([])
})

it.each<[ModuleState[], string | null]>([
  [[], null],
  [['WaitingForPriorSteps'], 'queued'],
  [['Success', 'Success'], 'success'],
  [['Success', 'WaitingForExecutor'], 'running'],
  [['Success', 'Failure'], 'failure'],
  [['Failure', 'InProgress'], 'running'],
])('%o together are %s', (types, expected) =>
  expect(overallState(types.map((type) => ({ status: status('x', type), items: [] })))).toBe(expected),
)

it('waits for nothing once the run has ended', () => {
  const types: ModuleState[] = ['Success', 'WaitingForPriorSteps']
  const occurrences = types.map((type) => ({ status: status('x', type), items: [] }))
  expect(overallState(occurrences, true)).toBe('success')
})

it('tells how far a loop has come and which items failed', () => {
  expect(loopProgress(loop)).toEqual({ ended: 2, total: 5, failed: [1] })
  expect(loopProgress(branches)).toBeNull()
})

it('knows a step that is done although something in it failed', () => {
  const outcomes = (...flow_jobs_success: boolean[]) => ({ iterator: { index: 2, itered_len: 2 }, flow_jobs_success })
  expect(hasPassedOver(status('b', 'Success', outcomes(true, false)))).toBe(true)
  expect(hasPassedOver(status('b', 'Success', outcomes(true, true)))).toBe(false)
  expect(hasPassedOver(status('b', 'Failure', outcomes(true, false)))).toBe(false)
  expect(hasPassedOver(status('e', 'Success', { branches: [[status('f', 'Failure')], []] }))).toBe(true)
  expect(hasPassedOver(status('a', 'Failure', { passed_over: true }))).toBe(true)
  expect(hasPassedOver(branches)).toBe(false)
})

it('tells how large files are together only where each size is known', () => {
  expect(
    totalSize([
      { s3: 'a', bytes: 0 },
      { s3: 'b', bytes: 7 },
    ]),
  ).toBe(7)
  expect(totalSize([{ s3: 'a', bytes: 5 }, { s3: 'b' }])).toBeUndefined()
})

it('measures from the first beginning to the last end', () => {
  const runs = new Map(
    [
      { id: '1', started_at: '2026-01-01T00:00:00Z', completed_at: '2026-01-01T00:00:02Z' },
      { id: '2', started_at: '2026-01-01T00:00:03Z', completed_at: '2026-01-01T00:00:07Z' },
      { id: '3', started_at: '2026-01-01T00:00:03Z' },
    ].map((run) => [run.id, run]),
  )
  expect(jobsOf(loop)).toEqual(['1', '2', '3'])
  expect(spanOf(['1', '2'], runs)).toBe(7000)
  expect(spanOf(['1', '3'], runs)).toBeNull()
  expect(spanOf(['none'], runs)).toBeNull()
})

it('puts on a line what the step above wrote and the step below read, once', () => {
  const file = (s3: string, bytes = 10) => ({ s3, bytes })
  const files: FlowFiles = {
    a: { read: [file('in.csv')], written: [file('x'), file('y', 20)] },
    c: { read: [file('y', 5), file('other')], written: [] },
    d: { read: [], written: [file('out')] },
    g: { read: [], written: [file('end')] },
  }
  const names = [...filesOnLines(sampleFlow, files)].map(([id, found]) => [id, found.map(({ s3 }) => s3)])
  expect(Object.fromEntries(names)).toEqual({
    a: ['in.csv'],
    b: ['x', 'y', 'other'],
    c: ['y', 'other'],
    e: ['out'],
    [RESULT_ID]: ['end'],
  })
  expect(filesOnLines(sampleFlow, files).get('c')?.[0]?.bytes).toBe(20)
})
