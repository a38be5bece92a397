import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as wmill from 'windmill-client'
import { createScript } from '@/lib/scripts/create-script'
import { type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { testServer } from '@/lib/testing/servers'
import { startRunWorker, stopRunWorker } from './run-worker'

vi.setConfig({ testTimeout: 60_000 })

const workspace = 'lab'
const { server, reason } = await testServer('python')
let lab: RunLab

const scripts = {
  twice: 'export const main = (n: number) => ({ n: n * 2 })',
  fails: 'export function main() { throw new RangeError("too far") }',
  waits: 'export const main = () => new Promise((resolve) => setTimeout(resolve, 60_000))',
  calls: `import * as wmill from 'windmill-client'
export const main = async () => wmill.runScriptByPath('u/lin/twice', { n: 4 })`,
}

beforeAll(async () => {
  // One place: a script that waits for another one must not keep it from running.
  lab = await startRunLab({
    ...{ RUNS_AT_ONCE: '1', RUN_PYTHON: server?.python ?? '', RUN_PYTHON_UNCONFINED: '1' },
  })
  for (const [name, content] of Object.entries(scripts))
    await createScript(lab.owner, { path: `u/lin/${name}`, content, language: 'deno' })
  process.env.WM_WORKSPACE = workspace
  process.env.WM_BASE_URL = lab.place.baseUrl
  wmill.setClient(await lab.ownerToken(), lab.place.baseUrl)
  startRunWorker()
})
afterAll(async () => {
  await stopRunWorker()
  await lab.close()
})

it('windmill-client runs a script and waits for it', async () => {
  expect(await wmill.runScriptByPath('u/lin/twice', { n: 21 })).toEqual({ n: 42 })
  const { hash } = await wmill.ScriptService.getScriptByPath({ workspace, path: 'u/lin/twice' })
  expect(await wmill.runScriptByHash(hash, { n: 1 })).toEqual({ n: 2 })
  await expect(wmill.runScriptByPath('u/lin/fails')).rejects.toThrow(/was not successful.*too far/)
  await expect(wmill.runScriptByPath('u/lin/none')).rejects.toThrow()
})

it('windmill-client follows a job', async () => {
  const id = await wmill.JobService.runScriptPreview({
    workspace,
    requestBody: {
      content: 'export const main = (a: string) => console.log(a)',
      language: 'deno',
      args: { a: 'told' },
    },
  })
  expect(await wmill.waitJob(id)).toBeNull()
  expect(await wmill.JobService.getJobLogs({ workspace, id })).toContain('told\n')
  const updates = await wmill.JobService.getJobUpdates({ workspace, id, logOffset: 0, running: true })
  expect(updates).toMatchObject({ completed: true, running: false, new_logs: expect.stringContaining('told') })
  const job = await wmill.JobService.getCompletedJob({ workspace, id })
  expect(job).toMatchObject({ id, success: true, job_kind: 'preview', created_by: 'lin', args: { a: 'told' } })
  const listed = await wmill.JobService.listJobs({ workspace, jobKinds: 'preview', success: true })
  expect(listed.map((each) => each.id)).toEqual([id])
  expect(await wmill.getRootJobId(id)).toBe(id)
})

it('windmill-client tells how far it has come, keeps a state, and runs a text in passing', async () => {
  const content = `import * as wmill from 'windmill-client'
export async function main() {
  await wmill.setProgress(41.7)
  await wmill.setState({ seen: 2 })
  const requestBody = { content: 'export const main = (n: number) => n + 1', language: 'deno', args: { n: 1 } }
  const added = await wmill.JobService.runScriptPreviewInline({ workspace: process.env.WM_WORKSPACE, requestBody })
  return [await wmill.getProgress(), await wmill.getState(), added]
}`
  const id = await wmill.JobService.runScriptPreview({
    workspace,
    requestBody: { content, language: 'deno', args: {} },
  })
  expect(await wmill.waitJob(id)).toEqual([41, { seen: 2 }, 2])
  expect(await wmill.getProgress(id)).toBe(41)
  expect(await wmill.JobService.getJobUpdates({ workspace, id, noLogs: true })).toMatchObject({ progress: 41 })
  await expect(wmill.setProgress(50, id)).rejects.toMatchObject({ status: 409 })
})

it('windmill-client waits for a result in one request, and cancels', async () => {
  const request = { workspace, path: 'u/lin/twice', requestBody: { n: 3 } }
  expect(await wmill.JobService.runWaitResultScriptByPath(request)).toEqual({ n: 6 })
  const fails = wmill.JobService.runWaitResultScriptByPath({ workspace, path: 'u/lin/fails', requestBody: {} })
  await expect(fails).rejects.toMatchObject({
    status: 400,
    body: { error: { name: 'RangeError', message: 'too far' } },
  })
  const id = await wmill.runScriptByPathAsync('u/lin/waits', {})
  expect(await wmill.JobService.getCompletedJobResultMaybe({ workspace, id })).toMatchObject({ completed: false })
  await wmill.cancelJob(id, 'enough')
  await expect(wmill.waitJob(id)).rejects.toThrow(/Canceled by lin: enough/)
})

it('a script runs another one, which knows what it came from', async () => {
  const id = await wmill.runScriptByPathAsync('u/lin/calls', {})
  expect(await wmill.waitJob(id)).toEqual({ n: 8 })
  const [child] = await wmill.JobService.listJobs({ workspace, parentJob: id })
  expect(child).toMatchObject({ parent_job: id, script_path: 'u/lin/twice', created_by: 'lin' })
  expect(await wmill.getRootJobId(child?.id)).toBe(id)
})

it.skipIf(!server)(`wmill does the same${reason ? ` (left out: ${reason})` : ''}`, async () => {
  const code = `import json, wmill
try:
    wmill.run_script_by_path("u/lin/fails")
    failed = None
except Exception as error:
    failed = str(error)
id = wmill.run_script_by_path_async("u/lin/waits")
before = wmill.get_job_status(id)
wmill.Windmill().cancel_job(id, "enough")
done = wmill.run_script_by_path_async("u/lin/twice", args={"n": 1})
wmill.Windmill().wait_job(done)
inline = wmill.run_inline_script_preview("export const main = (n: number) => n * 3", "deno", {"n": 4})
told = wmill.run_script_by_path("u/lin/tells")
print(json.dumps([inline, told, wmill.run_script_by_path("u/lin/twice", args={"n": 5}), failed, before, wmill.get_job_status(id), wmill.get_result(done)]))
`
  const env = { ...process.env, BASE_INTERNAL_URL: lab.place.baseUrl, WM_TOKEN: await lab.ownerToken() }
  const tells = `import os, wmill
def main():
    wmill.set_progress(60)
    wmill.set_state({"rows": 3})
    return [wmill.get_progress(), wmill.get_state()]`
  await createScript(lab.owner, { path: 'u/lin/tells', content: tells, language: 'python3' })
  const { stdout } = await promisify(execFile)(server?.python ?? '', ['-c', code], { env })
  const [inline, told, result, failed, before, after, got] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  expect([inline, told]).toEqual([12, [60, { rows: 3 }]])
  expect([result, after, got]).toEqual([{ n: 10 }, 'COMPLETED', { n: 2 }])
  expect(failed).toMatch(/was not successful.*too far/s)
  expect(['WAITING', 'RUNNING']).toContain(before)
})
