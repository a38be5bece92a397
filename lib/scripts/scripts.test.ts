import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { shareFolder } from '@/lib/folders/share-folder'
import { setGrants } from '@/lib/grants/set-grants'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createScript } from './create-script'
import { getScript, getScriptVersion, listScriptHistory, scriptExists } from './get-script'
import { listScripts } from './list-scripts'
import { archiveScript, deleteScript } from './remove-script'

let ada: Context
let bob: Context
let grace: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  grace = await testContext({ username: 'grace', role: 'admin' })
})

const script = (path: string, content = 'export function main(x: string) {}', more = {}) => ({
  ...{ path, content, language: 'bun' as const, summary: '' },
  ...more,
})

describe('a script', () => {
  it('has a hash of 16 hexadecimal digits, and tells how it is called', async () => {
    const { hash } = await createScript(ada, script('u/ada/first'))
    expect(hash).toMatch(/^[\da-f]{16}$/)
    expect(await getScriptVersion(ada, { hash })).toMatchObject({
      ...{ path: 'u/ada/first', parent_hashes: [], created_by: 'ada', archived: false },
      schema: { properties: { x: { type: 'string' } }, required: ['x'] },
    })
  })

  it('takes a schema that is given as it is', async () => {
    const schema = { type: 'object', properties: { y: { type: 'integer' } } }
    await createScript(ada, script('u/ada/given', undefined, { schema }))
    expect(await getScript(ada, { path: 'u/ada/given' })).toMatchObject({ schema })
  })

  it('that does not parse has none, and is stored', async () => {
    await createScript(ada, script('u/ada/broken', 'export function main(x: {'))
    expect(await getScript(ada, { path: 'u/ada/broken' })).not.toHaveProperty('schema')
  })

  it('lies where its writer may write, and is seen by who may read there', async () => {
    await expect(createScript(ada, script('u/bob/taken'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createScript(ada, script('../etc/passwd'))).rejects.toMatchObject({ code: 'invalid' })
    await expect(getScript(bob, { path: 'u/ada/first' })).rejects.toMatchObject({ code: 'not_found' })
    const { hash } = await getScript(ada, { path: 'u/ada/first' })
    await expect(getScriptVersion(bob, { hash })).rejects.toMatchObject({ code: 'not_found' })
    expect(await scriptExists(bob, { path: 'u/ada/first' })).toBe(false)
    expect((await listScripts(bob, {})).map(({ path }) => path)).not.toContain('u/ada/first')
  })

  it('is one file', async () => {
    const modules = { 'other.ts': { content: '' } }
    await expect(createScript(ada, script('u/ada/many', '', { modules }))).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a version', () => {
  it('takes the place of the newest one only', async () => {
    const { hash } = await createScript(ada, script('u/ada/line'))
    await expect(createScript(ada, script('u/ada/line', 'x'))).rejects.toMatchObject({ code: 'conflict' })
    const next = script('u/ada/line', 'export function main(x: number) {}', { parent_hash: hash })
    const second = await createScript(ada, { ...next, deployment_message: 'numbers' })
    await expect(createScript(ada, next)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('linear'),
    })
    expect(await getScript(ada, { path: 'u/ada/line' })).toMatchObject({ hash: second.hash, parent_hashes: [hash] })
    expect(await getScriptVersion(ada, { hash })).toMatchObject({ archived: true })
    expect(await listScriptHistory(ada, { path: 'u/ada/line' })).toMatchObject([
      { script_hash: second.hash, deployment_msg: 'numbers' },
      { script_hash: hash },
    ])
    const third = await createScript(ada, script('u/ada/line', 'z', { auto_parent: true }))
    expect(await getScript(ada, { path: 'u/ada/line' })).toMatchObject({ parent_hashes: [second.hash, hash] })
    expect(await listScripts(ada, { path_exact: 'u/ada/line', include_without_main: 'true' })).toHaveLength(1)
    expect(await listScripts(ada, { parent_hash: hash, include_without_main: 'true' })).toMatchObject([third])
  })

  it('of which two are made at once is made once', async () => {
    const { hash } = await createScript(ada, script('u/ada/race'))
    const made = ['a', 'b'].map((content) => createScript(ada, script('u/ada/race', content, { parent_hash: hash })))
    const outcomes = (await Promise.allSettled(made)).map(({ status }) => status)
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps what was written about an argument of the one before', async () => {
    const property = { type: 'string', description: 'The name', pattern: '^a' }
    const schema = { type: 'object', properties: { x: property, gone: { type: 'string' } } }
    const { hash } = await createScript(ada, script('u/ada/prose', undefined, { schema }))
    const content = 'export function main(x: string, y: number) {}'
    await createScript(ada, script('u/ada/prose', content, { parent_hash: hash }))
    expect((await getScript(ada, { path: 'u/ada/prose' })).schema?.properties).toEqual({
      x: property,
      y: { type: 'number', description: '' },
    })
  })

  it('forgets the default and the choices that its text had before', async () => {
    const before = "/** @param x its size */ export function main(x: 'a' | 'b' = 'a', y = 3) {}"
    const { hash } = await createScript(ada, script('u/ada/choice', before))
    await createScript(
      ada,
      script('u/ada/choice', 'export function main(x: string, y: number) {}', { parent_hash: hash }),
    )
    expect((await getScript(ada, { path: 'u/ada/choice' })).schema).toMatchObject({
      properties: { x: { type: 'string', description: 'its size' }, y: { type: 'number', description: '' } },
      required: ['x', 'y'],
    })
    const { properties } = (await getScript(ada, { path: 'u/ada/choice' })).schema ?? {}
    expect(JSON.stringify(properties)).not.toMatch(/enum|default/)
  })

  it('moves its script, for who may write at both places', async () => {
    const { hash } = await createScript(ada, script('u/ada/here'))
    const move = (path: string) => script(path, 'export function main() {}', { parent_hash: hash })
    await expect(createScript(ada, move('u/bob/there'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createScript(bob, move('u/bob/there'))).rejects.toMatchObject({ code: 'not_found' })
    await createScript(ada, move('u/ada/there'))
    expect(await scriptExists(ada, { path: 'u/ada/here' })).toBe(false)
    expect(await getScript(ada, { path: 'u/ada/there' })).toMatchObject({ parent_hashes: [hash] })
  })

  it('is made by whom an extra permission lets change the script', async () => {
    const path = 'u/ada/shared'
    const { hash } = await createScript(ada, script(path))
    await setGrants(ada, { kind: 'script', path, grants: [{ subject: 'u/bob', write: true }] })
    await createScript(bob, script(path, 'export function main() {}', { parent_hash: hash }))
    expect(await getScript(bob, { path })).toMatchObject({ created_by: 'bob', extra_perms: { 'u/bob': true } })
    await expect(deleteScript(bob, { path })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a script that is taken out of use', () => {
  it('runs no more and can be put back', async () => {
    const path = 'u/ada/old'
    const { hash } = await createScript(ada, script(path))
    await archiveScript(ada, { path })
    expect(await scriptExists(ada, { path })).toBe(false)
    expect((await listScripts(ada, { show_archived: 'true' })).map((each) => each.path)).toContain(path)
    await expect(archiveScript(ada, { path })).rejects.toMatchObject({ code: 'not_found' })
    await createScript(ada, script(path, undefined, { parent_hash: hash }))
    expect(await scriptExists(ada, { path })).toBe(true)
  })

  it('is deleted by owners and admins', async () => {
    await createScript(grace, script('f/team/tool'))
    await shareFolder(grace, { name: 'team', grants: [{ subject: 'u/bob', access: 'write' }] })
    await expect(deleteScript(bob, { path: 'f/team/tool' })).rejects.toMatchObject({ code: 'forbidden' })
    await deleteScript(grace, { path: 'f/team/tool' })
    await expect(getScript(grace, { path: 'f/team/tool' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('lists are narrowed by language, writer, start and what has a main', async () => {
  await createScript(bob, script('u/bob/py', 'def main(): pass', { language: 'python3' }))
  await createScript(bob, script('u/bob/lib', 'export const a = 1'))
  const paths = async (filter: object) => (await listScripts(grace, filter)).map(({ path }) => path)
  expect(await paths({ languages: 'python3' })).toEqual(['u/bob/py'])
  expect(await paths({ path_start: 'u/bob/' })).toEqual(['u/bob/py'])
  expect(await paths({ path_start: 'u/bob/', include_without_main: 'true', order_desc: 'false' })).toEqual([
    'u/bob/py',
    'u/bob/lib',
  ])
  expect(await paths({ created_by: '!ada,!bob', path_start: 'u/bob/' })).toEqual([])
  expect(JSON.stringify(await listScripts(grace, {}))).not.toContain('def main')
})
