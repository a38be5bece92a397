import { expect, type Page } from '@playwright/test'

const PART = `import { type S3Object } from 'windmill-client'

export async function main(part: S3Object, seconds = 0) {
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  if (part.s3.includes('silos')) throw new Error('no harvest in ' + part.s3)
  return part
}
`
const REPORT = `import * as wmill from 'windmill-client'

export async function main(parts: any, title = 'Report') {
  return wmill.writeS3File({ s3: 'reports/pipeline.json' }, JSON.stringify({ title, parts }))
}
`
const FROM_INPUT = { part: { type: 'javascript', expr: 'flow_input.file' } }
const FILES = [{ s3: 'harvest-2025.csv' }, { s3: 'silos/2025.csv' }, { s3: 'README.md' }]

/** Ids of the runs, by how they are doing. */
export type SeededRuns = Record<'done' | 'failed' | 'running' | 'canceled', string>

/** Pipelines of the demo with a run of each kind, made through the API and run by the product itself. */
export async function seedPipelines(page: Page): Promise<SeededRuns> {
  for (const [name, content] of Object.entries({ check_part: PART, report: REPORT }))
    await post(page, 'scripts/create', scriptOf(name, content))
  await post(page, 'flows/create', flowOf('nightly', 'Check each file, then report', nightly(), 'files'))
  await post(page, 'flows/create', flowOf('single', 'Check one file on two ways', single(0), 'file'))
  await post(page, 'flows/create', flowOf('slow', 'Takes its time', single(600), 'file'))
  const done = await post(page, 'jobs/run/f/u/admin/nightly', { files: FILES })
  const failed = await post(page, 'jobs/run/f/u/admin/single', { file: FILES[1] })
  await ended(page, done)
  await ended(page, failed)
  const canceled = await post(page, 'jobs/run/f/u/admin/slow', { file: FILES[0] })
  await begun(page, canceled)
  await post(page, `jobs_u/queue/cancel/${canceled}`, { reason: 'Not needed' })
  await ended(page, canceled)
  const running = await post(page, 'jobs/run/f/u/admin/slow', { file: FILES[0] })
  await begun(page, running)
  return { done, failed, running, canceled }
}

function scriptOf(name: string, content: string) {
  return { path: `u/admin/${name}`, content, language: 'bun', summary: '', description: '' }
}

function flowOf(name: string, summary: string, modules: object[], input: 'file' | 'files') {
  const file = { type: 'object', format: 'resource-s3_object' }
  const properties = { [input]: input === 'file' ? file : { type: 'array', items: file } }
  const schema = { type: 'object', properties, required: [input] }
  return { path: `u/admin/${name}`, summary, value: { modules }, schema }
}

function nightly(): object[] {
  const iterator = { type: 'javascript', expr: 'flow_input.files' }
  const check = script('check', 'check_part', { part: { type: 'javascript', expr: 'flow_input.iter.value' } })
  return [
    { id: 'each', value: { type: 'forloopflow', iterator, skip_failures: true, parallel: false, modules: [check] } },
    script('report', 'report', {
      parts: { type: 'javascript', expr: 'results.each' },
      title: { type: 'static', value: 'Nightly' },
    }),
  ]
}

function single(seconds: number): object[] {
  const wait = { type: 'static', value: seconds }
  const branches = [
    { summary: 'Quick', modules: [script('quick', 'check_part', FROM_INPUT)] },
    { summary: 'Thorough', modules: [script('thorough', 'check_part', { ...FROM_INPUT, seconds: wait })] },
  ]
  return [
    { id: 'ways', value: { type: 'branchall', parallel: true, branches } },
    script('sum', 'report', { parts: { type: 'javascript', expr: 'results.ways' } }),
  ]
}

function script(id: string, name: string, inputs: object) {
  return { id, value: { type: 'script', path: `u/admin/${name}`, input_transforms: inputs } }
}

async function ended(page: Page, id: string) {
  await expect.poll(async () => (await jobOf(page, id)).type, { timeout: 120_000 }).toBe('CompletedJob')
}

async function begun(page: Page, id: string) {
  await expect
    .poll(async () => JSON.stringify((await jobOf(page, id)).flow_status), { timeout: 120_000 })
    .toContain('InProgress')
}

async function jobOf(page: Page, id: string) {
  return (await page.request.get(`/api/w/demo/jobs_u/get/${id}`)).json()
}

async function post(page: Page, path: string, data: object): Promise<string> {
  const headers = { origin: new URL(page.url()).origin }
  const answer = await page.request.post(`/api/w/demo/${path}`, { data, headers })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.text()).replaceAll('"', '')
}
