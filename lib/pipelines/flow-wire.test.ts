import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as wmill from 'windmill-client'
import { startRunWorker, stopRunWorker } from '@/lib/runs/run-worker'
import { createScript } from '@/lib/scripts/create-script'
import { type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { stopFlows, watchFlows } from './engine/watch-flows'

vi.setConfig({ testTimeout: 90_000 })

const workspace = 'lab'
let lab: RunLab

const twice = 'export const main = (n: number) => ({ n: n * 2 })'
const where = `export const main = (n: number) => ({ n, id: Deno.env.get('WM_FLOW_JOB_ID'), step: Deno.env.get('WM_FLOW_STEP_ID'), root: Deno.env.get('WM_ROOT_FLOW_JOB_ID') })`
const calls = `import * as wmill from 'windmill-client'
export const main = async () => wmill.runFlow('u/lin/pair', { n: 5 })`

const transforms = (expr: string) => ({ n: { type: 'javascript' as const, expr } })
const value = {
  modules: [
    { id: 'a', value: { type: 'script' as const, path: 'u/lin/twice', input_transforms: transforms('flow_input.n') } },
    {
      id: 'b',
      value: {
        type: 'rawscript' as const,
        content: where,
        language: 'deno' as const,
        input_transforms: transforms('results.a.n'),
      },
    },
  ],
}

beforeAll(async () => {
  lab = await startRunLab({ RUNS_AT_ONCE: '1' })
  await createScript(lab.owner, { path: 'u/lin/twice', content: twice, language: 'deno' })
  await createScript(lab.owner, { path: 'u/lin/calls', content: calls, language: 'deno' })
  process.env.WM_WORKSPACE = workspace
  process.env.WM_BASE_URL = lab.place.baseUrl
  wmill.setClient(await lab.ownerToken(), lab.place.baseUrl)
  startRunWorker()
  watchFlows()
})
afterAll(async () => {
  await stopFlows()
  await stopRunWorker()
  await lab.close()
})

it('windmill-client stores a pipeline, runs it and reads how it went', async () => {
  const requestBody = { path: 'u/lin/pair', summary: 'Two steps', value }
  await wmill.FlowService.createFlow({ workspace, requestBody })
  expect(await wmill.FlowService.existsFlowByPath({ workspace, path: 'u/lin/pair' })).toBe(true)
  const id = await wmill.runFlowAsync('u/lin/pair', { n: 3 })
  expect(await wmill.waitJob(id)).toEqual({ n: 6, id, step: 'b', root: id })
  const job = await wmill.JobService.getJob({ workspace, id })
  expect(job).toMatchObject({
    ...{ type: 'CompletedJob', job_kind: 'flow', script_path: 'u/lin/pair', success: true },
    flow_status: {
      step: 2,
      modules: [
        { id: 'a', type: 'Success' },
        { id: 'b', type: 'Success' },
      ],
    },
  })
  const steps = await wmill.JobService.listJobs({ workspace, parentJob: id })
  expect(steps.map((step) => step.job_kind).sort()).toEqual(['flowscript', 'script'])
  expect(await wmill.JobService.getRootJobId({ workspace, id: steps[0]?.id ?? '' })).toBe(id)
})

it('a script that waits for a pipeline does not keep its steps from running', async () => {
  expect(await wmill.runScriptByPath('u/lin/calls', {})).toMatchObject({ n: 10, step: 'b' })
})

it('windmill-client cancels a pipeline, and gets the result at once where it waits for one', async () => {
  expect(
    await wmill.JobService.runWaitResultFlowByPath({ workspace, path: 'u/lin/pair', requestBody: { n: 1 } }),
  ).toMatchObject({ n: 2 })
  const id = await wmill.JobService.runFlowByPath({
    workspace,
    path: 'u/lin/pair',
    requestBody: { n: 1 },
    scheduledInSecs: 3600,
  })
  await wmill.cancelJob(id, 'enough')
  expect(await wmill.JobService.getJob({ workspace, id })).toMatchObject({ canceled: true })
})
