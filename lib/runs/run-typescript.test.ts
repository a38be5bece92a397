import { execFile } from 'node:child_process'
import { mkdtemp, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { db } from '@/lib/db'
import { createOrEditResource } from '@/lib/resources/edit-resource'
import { getJob } from '@/lib/runs/get-run'
import { folderUse } from '@/lib/runs/process/watch-folder'
import { removeRunFolder } from '@/lib/runs/run-folder'
import { createScript } from '@/lib/scripts/create-script'
import { performNext, type RunLab, startRunLab } from '@/lib/testing/run-lab'
import { createVariableAt } from '@/lib/variables/edit-variable'
import { createWebhook } from '@/lib/webhooks/create-webhook'

let lab: RunLab
beforeAll(async () => {
  lab = await startRunLab({ RUN_MEMORY_MB: '400' })
})
afterAll(() => lab.close())

it('calls main with its arguments by name, keeps the log and the result', async () => {
  const content = `type Who = { name: string }
export async function main(who: Who, times = 2, loud?: boolean) {
  console.log('hello', who.name); console.error('aside')
  return { text: who.name.repeat(times), loud }
}`
  const job = await lab.run(content, { args: { who: { name: 'ada' }, unknown: 1 } })
  expect(job.logs).toMatch(/hello ada\n/)
  expect(job.logs).toMatch(/aside\n/)
  expect(job).toMatchObject({ type: 'CompletedJob', success: true, result: { text: 'adaada' }, job_kind: 'preview' })
})

it('gives windmill-client and granary-client what they need', async () => {
  const content = `import * as wmill from 'windmill-client'
import { loadS3File } from 'granary-client'
export async function main(key: string) {
  const file = await wmill.writeS3File({ s3: key }, 'from a script')
  await wmill.setState({ seen: 1 })
  return [file, new TextDecoder().decode(await loadS3File(file)), await wmill.getState(), Object.keys(process.env).sort()]
}`
  const { result, logs } = await lab.run(content, { args: { key: 'made/by-script.txt' } })
  expect(result, logs).toMatchObject([{ s3: 'made/by-script.txt' }, 'from a script', { seen: 1 }, expect.any(Array)])
  expect(JSON.stringify(result)).not.toMatch(/MASTER_KEY|AUTH_SECRET|DATABASE_URL|DATA_DIR/)
})

it('calls what a script has set to be done at its end', async () => {
  const content = `export function main() {
  process.on('exit', () => console.log('flushed'))
  return 1
}`
  expect(await lab.run(content)).toMatchObject({ result: 1, logs: expect.stringContaining('flushed') })
})

it('puts what its arguments refer to in their places, for whoever may read it', async () => {
  const ctx = lab.owner
  await createOrEditResource(ctx, { path: 'u/lin/note', resource_type: 'note', value: { text: 'kept' } }, true)
  await createVariableAt(ctx, { path: 'u/lin/key', value: 's3cret', is_secret: true })
  const content = 'export const main = (db: object, list: string[], hidden?: unknown) => [db, list[0]?.length, list[1]]'
  const args = { db: '$res:u/lin/note', list: ['$var:u/lin/key', 'is $var:u/lin/key'] }
  const job = await lab.run(content, { args })
  expect(job.result, job.logs).toEqual([{ text: 'kept' }, 6, 'is $var:u/lin/key'])
  expect(job.args).toEqual(args)
  const { result } = await lab.run(content, { args: { hidden: '$res:u/ada/folder' } })
  expect(result).toMatchObject({ error: { name: 'NotRun', message: expect.stringContaining('u/ada/folder') } })
})

it('folders that lie too deep to be looked at count as hidden, and are removed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'granary-deep-'))
  const dig = 'for (let n = 0; n < 30; n++) { fs.mkdirSync("d".repeat(200)); process.chdir("d".repeat(200)) }'
  await promisify(execFile)(process.execPath, ['-e', dig], { cwd: folder })
  expect(await folderUse(folder, { bytes: 2 ** 30, files: 1000 })).toMatchObject({ hidden: true })
  await removeRunFolder(folder)
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('leaves references in the arguments to whoever has the token of a webhook as they are', async () => {
  const path = 'u/lin/echo'
  await createScript(lab.owner, { path, content: 'export const main = (key: unknown) => key', language: 'deno' })
  const { token, url } = await createWebhook(lab.owner, { path, label: 'echo' })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const started = await fetch(url, { method: 'POST', headers, body: '{"key":"$var:u/lin/key"}' })
  const id = await started.text()
  expect(await performNext()).toBe(id)
  const job = await getJob(lab.owner, { id })
  expect(job).toMatchObject({ result: '$var:u/lin/key', logs: expect.stringContaining('stay as they are') })
})

it.each([
  ['export const main = () => undefined', null],
  ['export const main = () => ({ a: undefined, d: new Date(0) })', { d: '1970-01-01T00:00:00.000Z' }],
])('%s answers %j', async (content, expected) => {
  expect(await lab.run(content)).toMatchObject({ success: true, result: expected })
})

const cases: [string, string, RegExp, RegExp?][] = [
  ['throws', 'export function main() {\n  throw new RangeError("boom")\n}', /RangeError.*boom/, /main\.ts:2:\d+/],
  ['throws what is no error', 'export function main() { throw "text" }', /threw text/],
  ['does not parse', 'export function main( { return 1 }', /Expected/, /main\.ts:1/],
  ['has no main', 'export const x = 1', /no function main/],
  ['answers NaN', 'export const main = () => ({ a: [NaN] })', /NaN \(a\.0\)/],
  ['answers a bigint', 'export const main = () => 1n', /bigint/],
  ['answers what leads to itself', 'export function main() { const a: any = {}; a.a = a; return a }', /itself \(a\)/],
  ['answers too much', 'export const main = () => "x".repeat(9_000_000)', /ResultTooLarge.*8\.6 MiB/],
  ['answers 100 MB', 'export const main = () => "x".repeat(100_000_000)', /95 MiB of JSON/],
  ['ends without an answer', 'export function main() { process.exit(0) }', /NoResult.*code 0 before main/],
  [
    'fails later',
    'export const main = () => new Promise(() => setTimeout(() => { throw new Error("late") }, 10))',
    /late/,
  ],
  [
    'imports what does not exist',
    'import x from "granary-no-such-package-1"\nexport const main = () => x',
    /does not exist/,
  ],
  ['runs a program', 'export const main = () => new Deno.Command("ls").outputSync()', /NotCapable/],
  ['asks another address', 'export const main = () => fetch("http://169.254.169.254/")', /NotCapable.*169\.254/],
  [
    'asks another address by way of a proxy',
    'export const main = () => { Deno.env.set("HTTP_PROXY", "http://169.254.169.254"); return Deno.createHttpClient({}) }',
    /NotCapable.*HTTP_PROXY/,
  ],
  ['reads the list of users', 'export const main = () => Deno.readTextFileSync("/etc/passwd")', /NotCapable/],
  [
    'imports the list of users',
    'import x from "/etc/passwd" with { type: "text" }\nexport const main = () => x',
    /read access/,
  ],
  ['loops for ever', 'export function main() { for (;;); }', /Timeout.*2 s/],
  [
    'takes all memory',
    'export function main() { const a = []; for (;;) a.push(new Uint8Array(1e8).fill(1)) }',
    /OutOfMemory|memory/i,
  ],
]

it.each(cases)('a script that %s fails with a reason', async (_, content, reason, stack) => {
  const { success, result, logs } = await lab.run(content, { timeout: reason.source.includes('2 s') ? 2 : 20 })
  const { error } = result as { error: { name: string; message: string; stack?: string } }
  expect(success).toBe(false)
  expect(`${error.name}: ${error.message}`, logs).toMatch(new RegExp(reason.source, 's'))
  expect(error.stack ?? '').not.toContain('lib/runs')
  if (stack) expect(`${error.message}\n${error.stack}`).toMatch(stack)
})

it('keeps the result that the database refused for a moment', async () => {
  const client = await db()
  const broken = `CREATE TRIGGER broken BEFORE UPDATE OF "status" ON "Run" WHEN NEW."status" = 'success'
    BEGIN SELECT RAISE(ABORT, 'database disk image is busy'); END`
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    await client.$executeRawUnsafe(broken)
    const run = lab.run('export const main = () => "hours of work"')
    await vi.waitFor(
      () => expect(told).toHaveBeenCalledWith(expect.stringContaining('could not be kept yet'), expect.anything()),
      {
        timeout: 20_000,
      },
    )
    await client.$executeRawUnsafe('DROP TRIGGER broken')
    expect(await run).toMatchObject({ success: true, result: 'hours of work' })
  } finally {
    await client.$executeRawUnsafe('DROP TRIGGER IF EXISTS broken')
    told.mockRestore()
  }
})

it('finds nothing that another run left in the browser storage of Deno', async () => {
  const content =
    'export const main = () => { const found = localStorage.getItem("a"); localStorage.setItem("a", "1"); return found }'
  for (const _attempt of [1, 2]) {
    const { success, result, logs } = await lab.run(content)
    expect({ success, result }, logs).toEqual({ success: true, result: null })
  }
})

it('finds neither the database nor the key of the server', async () => {
  const content = `export function main(paths: string[]) {
  return paths.map((path) => { try { return Deno.readTextFileSync(path).length } catch (error) { return error.name } })
}`
  const dataDir = process.env.DATA_DIR
  const paths = [`${dataDir}/granary.db`, `${dataDir}/master-key`, '/proc/self/environ', '/proc/1/environ']
  const { result } = await lab.run(content, { args: { paths } })
  for (const found of result as unknown[]) expect(['NotCapable', 'PermissionDenied', 'NotFound']).toContain(found)
})

it('reaches no other workspace, though whoever runs it is a member of that as well', async () => {
  const client = await db()
  await client.workspace.create({ data: { id: 'other', name: 'other' } })
  await client.membership.create({
    data: { workspaceId: 'other', userId: lab.owner.person.id, username: 'lin', role: 'admin' },
  })
  const content = `export async function main() {
  const headers = { authorization: 'Bearer ' + process.env.WM_TOKEN }
  const ask = (path: string) => fetch(process.env.BASE_INTERNAL_URL + '/api/w/' + path, { headers })
  const answers = await Promise.all([
    ask('lab/job_helpers/list_stored_files?max_keys=1'),
    ask('other/job_helpers/list_stored_files?max_keys=1'),
    ask('other/resources/list'),
  ])
  return Promise.all(answers.map(async (answer) => [answer.status, answer.ok || (await answer.text())]))
}`
  const { result, logs } = await lab.run(content)
  const refused = [404, expect.stringContaining('workspace')]
  expect(result, logs).toEqual([[200, true], refused, refused])
})
