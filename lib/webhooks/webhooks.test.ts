import { once } from 'node:events'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { getJob } from '@/lib/runs/get-run'
import { createScript } from '@/lib/scripts/create-script'
import { startGround } from '@/lib/testing/clients/ground'
import { testContext } from '@/lib/testing/context'
import { signedRequest } from '@/lib/testing/signed-request'
import { createToken } from '@/lib/tokens/create-token'
import { createWebhook } from './create-webhook'
import { listWebhooks } from './list-webhooks'
import { readMultipart } from './multipart'
import { withFiles } from './read-files-call'
import { revokeWebhook } from './revoke-webhook'

const path = 'u/eve2/takes'
let ground: Awaited<ReturnType<typeof startGround>>
let eve: Context
let url: string
let authorization: string

beforeAll(async () => {
  ground = await startGround()
  eve = await testContext({ username: 'eve2', role: 'admin' })
  await createScript(eve, { path, content: 'export const main = (file) => file', language: 'deno' })
  const made = await createWebhook(eve, { path, label: 'nightly' })
  url = made.url
  authorization = `Bearer ${made.token}`
})
afterAll(() => ground.close())

const plainToken = { expiresAt: null, workspaceId: null, readOnly: false, storage: null, prefix: '' }
const call = (query: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(url + query, { method: 'POST', body, headers: { authorization, ...headers } })
const argsOf = async (id: string) => JSON.parse((await (await db()).run.findUniqueOrThrow({ where: { id } })).args)
const read = async (key: string) => {
  const { body } = await ground.stores._default_.read(key)
  return Buffer.concat(await body.toArray()).toString()
}
const storedKeys = async () =>
  (await ground.stores._default_.list({ prefix: 'windmill_uploads/' })).objects.map(({ key }) => key)

describe('the token of a webhook', () => {
  it('runs its script with arguments as JSON', async () => {
    const response = await call('', '{"file":1}', { 'content-type': 'application/json' })
    expect(response.status).toBe(201)
    expect(await argsOf(await response.text())).toEqual({ file: 1 })
  })

  it.each([
    ['POST', 'jobs/run/p/u/eve2/other'],
    ['POST', 'jobs/run/preview'],
    ['GET', 'jobs/list'],
    ['GET', 'users/whoami'],
    ['GET', 'job_helpers/list_stored_files_paged'],
    ['GET', 'scripts/get/p/u/eve2/takes'],
  ])('does not %s %s', async (method, route) => {
    const target = `${ground.place.baseUrl}/api/w/lab/${route}`
    const response = await fetch(target, {
      method,
      headers: { authorization },
      ...(method === 'POST' && { body: '{}' }),
    })
    expect(response.status).toBe(403)
    expect(await response.text()).toContain(`only for running the script ${path}`)
  })

  it('signs nothing at the S3 endpoint', async () => {
    const signed = authorization.replace('Bearer ', '')
    const answer = await signedRequest(ground.place.baseUrl, signed, { path: '/api/w/lab/s3_proxy/_default_/a.txt' })
    expect([answer.status, answer.body.toString()]).toEqual([403, expect.stringContaining('only for running a script')])
  })

  it('is made for no script that its maker cannot see', async () => {
    const bob = await testContext({ username: 'bob2' })
    await expect(createWebhook(bob, { path, label: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the webhooks of a script', () => {
  it('are told to whoever made them and to admins, who may end them', async () => {
    const [bob, cat] = [await testContext({ username: 'bob3' }), await testContext({ username: 'cat3' })]
    await createScript(eve, {
      path: 'f/hooks/job',
      content: 'export const main = 1',
      language: 'deno',
      newFolder: true,
    })
    const target = { path: 'f/hooks/job' }
    const folder = { workspaceId: 'lab', folder: 'hooks', access: 'read' }
    await (await db()).folderGrant.createMany({
      data: ['u/bob3', 'u/cat3'].map((subject) => ({ ...folder, subject })),
    })
    const made = await createWebhook(bob, { ...target, label: 'crm' })
    await createWebhook(eve, { ...target, label: 'nightly' })
    const labels = async (ctx: Context) => (await listWebhooks(ctx, target)).map(({ label, owner }) => [label, owner])
    expect(await labels(bob)).toEqual([['crm', 'bob3']])
    expect(await labels(cat)).toEqual([])
    expect(await labels(eve)).toEqual([
      ['nightly', 'eve2'],
      ['crm', 'bob3'],
    ])
    const [crm] = await listWebhooks(bob, target)
    expect(crm).toMatchObject({ lastUsedAt: null, expiresAt: null })
    expect(Object.keys(crm ?? {})).not.toContain('secretHash')

    const json = { 'content-type': 'application/json' }
    const run = () =>
      fetch(made.url, { method: 'POST', body: '{}', headers: { ...json, authorization: `Bearer ${made.token}` } })
    const id = await (await run()).text()
    expect((await listWebhooks(bob, target))[0]?.lastUsedAt).toBeInstanceOf(Date)
    expect(await getJob(eve, { id })).toMatchObject({ trigger_kind: 'webhook', trigger: 'crm', created_by: 'bob3' })

    const wanted = { id: crm?.id ?? '' }
    await expect(revokeWebhook(cat, wanted)).rejects.toMatchObject({ code: 'not_found' })
    await revokeWebhook(eve, wanted)
    expect((await run()).status).toBe(401)
    expect(await labels(bob)).toEqual([])
    expect((await getJob(eve, { id })).trigger_kind).toBeUndefined()
    await expect(revokeWebhook(eve, wanted)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('follow it to another path, and run nothing that is put in its place', async () => {
    const script = { path: 'u/eve2/here', content: 'export const main = () => 1', language: 'deno' as const }
    const { hash } = await createScript(eve, script)
    const made = await createWebhook(eve, { path: script.path, label: 'follows' })
    await createScript(eve, { ...script, path: 'u/eve2/there', parent_hash: hash })
    await createScript(eve, script)
    expect(await listWebhooks(eve, { path: script.path })).toEqual([])
    expect(await listWebhooks(eve, { path: 'u/eve2/there' })).toMatchObject([{ label: 'follows' }])
    const run = (to: string) =>
      fetch(to, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${made.token}` },
      })
    expect((await run(made.url)).status).toBe(403)
    expect((await run(made.url.replace('here', 'there'))).status).toBe(201)
  })

  it('are all that is ended that way: no token of another kind, and none of another workspace', async () => {
    const other = await testContext({ username: 'eve2', role: 'admin', workspace: 'other-hooks' })
    const [mine] = await listWebhooks(eve, { path })
    const { token } = await createToken(eve, { label: 'plain', ...plainToken })
    await expect(revokeWebhook(other, { id: mine?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeWebhook(eve, { id: token.split('.')[0] ?? '' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listWebhooks(eve, { path })).toHaveLength(1)
  })
})

describe('files of a call', () => {
  it('of a form become S3Objects, several of one name a list', async () => {
    const form = new FormData()
    form.append('file', new Blob(['a,b\r\n--1']), 'Größe "1".csv')
    form.append('name', 'Ada')
    form.append('more', new Blob(['x']), 'x.txt')
    form.append('more', new Blob(['']), 'y.txt')
    const response = await call('', form)
    expect(response.status).toBe(201)
    const args = await argsOf(await response.text())
    const key = (extension: string) =>
      expect.stringMatching(new RegExp(`^windmill_uploads/upload_\\d+_\\d+\\.${extension}$`))
    expect(args).toMatchObject({
      ...{ file: { s3: key('csv'), filename: 'Größe "1".csv' }, name: 'Ada' },
      more: [
        { s3: key('txt'), filename: 'x.txt' },
        { s3: key('txt'), filename: 'y.txt' },
      ],
    })
    expect([await read(args.file.s3), await read(args.more[1].s3)]).toEqual(['a,b\r\n--1', ''])
  })

  it('that is the whole body becomes the argument that the address names', async () => {
    const headers = { 'content-type': 'application/json' }
    const response = await call('?arg=file&filename=a.json&storage=archive', '{"no":"argument"}', headers)
    const { file } = await argsOf(await response.text())
    expect(file).toMatchObject({ storage: 'archive', filename: 'a.json' })
    expect((await ground.stores.archive.head(file.s3))?.contentType).toBe('application/json')
  })

  it('of a run that cannot start are removed', async () => {
    const before = await storedKeys()
    await (await db()).script.updateMany({ where: { path }, data: { archived: true } })
    const refused = await call('?arg=file', 'bytes')
    await (await db()).script.updateMany({ where: { path }, data: { archived: false } })
    expect(refused.status).toBe(404)
    const cut =
      '--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nwhole\r\n--x\r\nContent-Disposition: form-data; name="b"; filename="b"\r\n\r\nhalf'
    const broken = await call('', cut, { 'content-type': 'multipart/form-data; boundary=x' })
    expect(broken.status).toBe(400)
    expect(await broken.text()).toContain('The form ends before its last part does.')
    expect(await storedKeys()).toEqual(before)
  })

  it('are removed when the caller leaves in the middle', async () => {
    const before = await storedKeys()
    const headers = { authorization, 'content-type': 'multipart/form-data; boundary=x' }
    const left = request(url, { method: 'POST', headers, agent: false })
    left.on('error', () => undefined)
    left.write('--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nwhole\r\n')
    left.write('--x\r\nContent-Disposition: form-data; name="b"; filename="b"\r\n\r\n')
    left.write(Buffer.alloc(256 * 1024, 'half'))
    await expect.poll(async () => (await storedKeys()).length).toBe(before.length + 1)
    left.destroy()
    await expect.poll(storedKeys).toEqual(before)
  })

  it('a form whose fields are too large is refused', async () => {
    const form = new FormData()
    form.append('text', 'x'.repeat(3 * 1024 * 1024))
    expect((await call('', form)).status).toBe(400)
  })

  it.each([
    ['1,001 fields', 1001, '', /at most 1000/],
    ['long names', 200, 'n'.repeat(15_000), /2 MiB/],
  ])('a form of %s is refused', async (_, count, long, reason) => {
    const part = (name: string) => `--x\r\nContent-Disposition: form-data; name="${name}${long}"\r\n\r\n\r\n`
    const body = Readable.from([...Array(count)].map((_, i) => Buffer.from(part(`f${i}`))))
    const form = { body, contentType: 'multipart/form-data; boundary=x', signal: new AbortController().signal }
    await expect(withFiles(eve, form, async () => undefined)).rejects.toThrow(reason)
  })

  it('are not even taken where the script cannot run', async () => {
    await (await db()).script.updateMany({ where: { path }, data: { archived: true } })
    const headers = { authorization, 'content-type': 'text/plain', 'content-length': 10 }
    const unsent = request(`${url}?arg=file`, { method: 'POST', headers, agent: false })
    unsent.flushHeaders()
    const [refused] = await once(unsent, 'response')
    unsent.on('error', () => undefined).destroy()
    await (await db()).script.updateMany({ where: { path }, data: { archived: false } })
    expect(refused.statusCode).toBe(404)
  })
})

describe('a form', () => {
  const text =
    'before\r\n--bo\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\n--bo\r\ncontent-type: text/csv\r\nContent-Disposition: form-data; name="f"; filename="%22.csv"\r\n\r\n\r\n\r\n--bo--\r\nafter'

  it.each([1, 2, 3, 7, 1000])('is the same in pieces of %i bytes', async (size) => {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      Buffer.from(text.slice(index * size, (index + 1) * size)),
    )
    const found: unknown[] = []
    for await (const { body, ...part } of readMultipart(Readable.from(pieces), 'multipart/form-data; boundary="bo"')) {
      const chunks: Buffer[] = []
      for await (const chunk of body) chunks.push(chunk)
      found.push({ ...part, text: Buffer.concat(chunks).toString() })
    }
    expect(found).toEqual([
      { name: 'a', filename: null, contentType: null, text: '1\r\n--b' },
      { name: 'f', filename: '".csv', contentType: 'text/csv', text: '\r\n' },
    ])
  })

  const MIB = 1024 ** 2
  const head = (disposition: string) => Buffer.from(`--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`)
  async function* large(disposition: string, told: (mib: number) => void) {
    yield head(disposition)
    for (let mib = 1; mib <= 1024; mib++) {
      told(mib)
      yield Buffer.alloc(MIB, mib)
    }
    yield Buffer.from('\r\n--x--')
  }

  it('passes a file of 1 GiB on without keeping it', async () => {
    let [bytes, most] = [0, 0]
    const { arrayBuffers: start } = process.memoryUsage()
    const look = () => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - start)
    }
    const source = Readable.from(large('name="f"; filename="f"', look))
    for await (const part of readMultipart(source, 'multipart/form-data; boundary=x'))
      for await (const chunk of part.body) bytes += chunk.length
    expect(bytes).toBe(1024 * MIB)
    expect(most).toBeLessThan(200 * MIB)
  }, 60_000)

  it('is refused for a field of 1 GiB that is no file before much of it was read', async () => {
    let sent = 0
    const body = Readable.from(
      large('name="f"', (mib) => {
        sent = mib
      }),
    )
    const form = { body, contentType: 'multipart/form-data; boundary=x', signal: new AbortController().signal }
    await expect(withFiles(eve, form, async () => undefined)).rejects.toThrow(/2 MiB/)
    expect(sent).toBeLessThan(40)
  })

  it.each([
    ['multipart/form-data', '', /does not name its boundary/],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--', /without a name/],
    ['multipart/form-data; boundary=x', `--x\r\nA: ${'b'.repeat(20_000)}`, /too long/],
  ])('%s is refused (%#)', async (type, body, message) => {
    const take = async () => {
      for await (const _ of readMultipart(Readable.from([Buffer.from(body)]), type)) void _
    }
    await expect(take()).rejects.toThrow(message)
  })
})
