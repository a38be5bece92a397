import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { testContext } from '@/lib/testing/context'
import { cookieOf } from '@/lib/testing/cookie-of'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi
let cookie: string

beforeAll(async () => {
  api = await startStorageApi()
  cookie = await cookieOf(await testContext({ username: 'eve' }))
})
afterAll(() => api.close())

type Request = { method?: string; body?: string }

const ask = async (route: string, query: Record<string, string>, request: Request = {}) => {
  const { status, body, headers } = await api.ask(route, { ...request, query, headers: { cookie } })
  return { status, text: body.toString(), headers: JSON.stringify(headers) }
}

describe('a member who may not see the resource of a storage', () => {
  it('writes, reads, moves and deletes a file whose key they know', async () => {
    const key = { file_key: 'drop/known.txt' }
    const moved = { file_key: 'drop/moved.txt' }
    expect(await ask('upload_s3_file', key, { method: 'POST', body: 'hello' })).toMatchObject({ status: 200 })
    expect(await ask('download_s3_file', key)).toMatchObject({ status: 200, text: 'hello' })
    const metadata = await ask('load_file_metadata', key)
    expect(JSON.parse(metadata.text)).toMatchObject({ size_in_bytes: 5, mime_type: 'text/plain' })
    const move = await ask('move_s3_file', { src_file_key: key.file_key, dest_file_key: moved.file_key })
    expect(move).toMatchObject({ status: 200, text: 'null' })
    expect(await ask('download_s3_file', key)).toMatchObject({ status: 404 })
    expect(await ask('download_s3_file', moved)).toMatchObject({ status: 200, text: 'hello' })
    expect(await ask('delete_s3_file', moved, { method: 'DELETE' })).toMatchObject({ status: 200, text: 'null' })
    expect(await api.store.head(moved.file_key)).toBeNull()
  })

  it('sees nothing by listing', async () => {
    await api.store.write('secret/plan.txt', Buffer.from('x'))
    const level = await ask('list_stored_files_paged', { prefix: 'secret/' })
    expect(JSON.parse(level.text)).toEqual({ folders: [], files: [], next_page_token: null, restricted_access: true })
    const flat = await ask('list_stored_files', { max_keys: '10', search: 'secret/' })
    expect(JSON.parse(flat.text)).toEqual({ windmill_large_files: [], next_marker: null, restricted_access: true })
    const count = await ask('count_stored_files', { prefix: 'secret/' })
    expect([count.status, count.text]).toEqual([403, expect.stringMatching(/^Permission denied: You may not browse/)])
  })

  it.each(['$res:u/ada/folder', 'u/ada/folder', 'res://u/ada/folder'])('does not get past it by %s', async (path) => {
    await api.store.write('known.txt', Buffer.from('x'))
    for (const route of ['download_s3_file', 'list_stored_files_paged', 'count_stored_files']) {
      const query = { file_key: 'known.txt', s3_resource_path: path }
      expect(await ask(route, query)).toMatchObject({ status: 404, text: expect.stringMatching(/^Not found: /) })
      expect(await api.ask(route, { query })).toMatchObject({ status: 200 })
    }
  })
})

describe('a storage that fails', () => {
  const requests: [string, Record<string, string>, Request][] = [
    ['load_file_metadata', { file_key: 'a' }, {}],
    ['download_s3_file', { file_key: 'a' }, {}],
    ['load_image_preview', { file_key: 'a' }, {}],
    ['upload_s3_file', { file_key: 'a' }, { method: 'POST', body: 'x' }],
    ['delete_s3_file', { file_key: 'a' }, { method: 'DELETE' }],
    ['move_s3_file', { src_file_key: 'a', dest_file_key: 'b' }, {}],
  ]

  it.each<[string, string, object]>([
    ['a folder that cannot be', 'filesystem', { rootPath: '/proc/hidden-place' }],
    ['a folder that is a file', 'filesystem', { rootPath: '/etc/hostname' }],
    ['a type that nobody knows', 'hidden-type', { rootPath: '/hidden-place' }],
    ['a reference to what is gone', 'filesystem', { rootPath: '$var:u/ada/hidden' }],
  ])('because of %s tells such a member nothing of the resource', async (_why, resourceType, value) => {
    const client = await db()
    await client.resource.updateMany({ data: { resourceType, value: JSON.stringify(value) } })
    forgetIdentities()
    for (const [route, query, request] of requests) {
      const { status, text, headers } = await ask(route, query, request)
      expect(`${route} ${status}`).toBe(`${route} 503`)
      expect(text).toMatch(/^Unavailable: This storage did not do what was asked\. /)
      expect(text + headers).not.toMatch(/hidden|hostname|ada|filesystem|ENOENT|ENOTDIR|EACCES/)
    }
  })
})
