import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { type StorageApi, startStorageApi } from '@/lib/testing/storage-api'

let api: StorageApi

beforeAll(async () => {
  api = await startStorageApi()
  await api.store.write('ten.txt', Buffer.from('0123456789'), { contentType: 'text/plain' })
})
afterAll(() => api.close())

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const download = (file_key: string, headers = {}, method = 'GET') =>
  api.ask('download_s3_file', { method, query: { file_key }, headers })
const upload = (query: Record<string, string>, body: string | Buffer, headers = {}) =>
  api.ask('upload_s3_file', { method: 'POST', query, body, headers })

describe('every key', () => {
  it.each(hostileKeys)('%s comes back under its own name', async (_name, key) => {
    const sent = await upload({ file_key: key }, `content of ${key}`)
    expect(sent).toMatchObject({ status: 200 })
    expect(JSON.parse(sent.body.toString())).toEqual({ file_key: key })
    const got = await download(key)
    expect(got.status).toBe(200)
    expect(got.body.toString()).toBe(`content of ${key}`)
    expect(got.headers['content-disposition']).toMatch(/^attachment; filename/)
  })
})

describe('a download', () => {
  it('names the file so that every browser reads it', async () => {
    await api.store.write('dir/наклейка "1".txt', Buffer.from('x'))
    const { headers } = await download('dir/наклейка "1".txt')
    expect(headers['content-disposition']).toContain(`filename*=UTF-8''${encodeURIComponent('наклейка "1".txt')}`)
  })

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
  ])('answers the range %s with %i %j', async (range, status, body, contentRange) => {
    const got = await download('ten.txt', { range })
    expect({ status: got.status, body: got.body.toString() }).toEqual({ status, body })
    expect(got.headers['content-range']).toBe(contentRange)
    expect(got.headers['content-length']).toBe(String(body.length))
  })

  it('tells the size where a range lies beyond the end', async () => {
    const { status, headers } = await download('ten.txt', { range: 'bytes=10-' })
    expect([status, headers['content-range']]).toEqual([416, 'bytes */10'])
  })

  it('tells everything but the bytes on HEAD', async () => {
    const { status, headers, body } = await download('ten.txt', {}, 'HEAD')
    expect([status, headers['content-length'], headers['accept-ranges'], body.length]).toEqual([200, '10', 'bytes', 0])
  })

  it('sends nothing that the browser has already', async () => {
    const { etag = '' } = (await download('ten.txt')).headers
    for (const method of ['GET', 'HEAD'])
      expect((await download('ten.txt', { 'if-none-match': etag }, method)).status).toBe(304)
    expect((await download('ten.txt', { 'if-none-match': '"other"' })).body.toString()).toBe('0123456789')
  })

  it('refuses a part of a version that is gone', async () => {
    expect((await download('ten.txt', { range: 'bytes=0-1', 'if-match': '"other"' })).status).toBe(412)
  })

  it('goes on after a break only where the object is still the same', async () => {
    const { etag = '' } = (await download('ten.txt')).headers
    const same = await download('ten.txt', { range: 'bytes=8-', 'if-range': etag })
    expect([same.status, same.body.toString()]).toEqual([206, '89'])
    const other = await download('ten.txt', { range: 'bytes=8-', 'if-range': '"other"' })
    expect([other.status, other.body.toString()]).toEqual([200, '0123456789'])
  })

  it('of an object that is not there says so in one line', async () => {
    const { status, body } = await download('missing.txt')
    expect([status, body.toString()]).toEqual([404, 'Not found: There is no object "missing.txt".'])
  })

  it('survives a type that no header can carry', async () => {
    await upload({ file_key: 'odd.bin', content_type: 'text/html\r\nx-evil: 1' }, 'x')
    const { status, headers } = await download('odd.bin')
    expect([status, headers['content-type'], headers['x-evil']]).toEqual([200, 'application/octet-stream', undefined])
  })
})

describe('hostile content', () => {
  const HTML = '<!doctype html><script>alert(1)</script>'
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

  it.each([
    ['page.png', HTML],
    ['page.pdf', HTML],
    ['drawing.png', SVG],
    ['drawing.svg', SVG],
    ['page.html', HTML],
    ['empty.png', ''],
  ])('%s is never shown inline', async (key, content) => {
    await upload({ file_key: key, content_type: 'image/png', content_disposition: 'inline' }, content)
    for (const route of ['download_s3_file', 'load_image_preview']) {
      const { headers } = await api.ask(route, { query: { file_key: key } })
      expect(headers['content-disposition']).toMatch(/^attachment/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  it('does not keep a real image from being shown, whatever its name and stored type say', async () => {
    await upload({ file_key: 'picture.bin', content_type: 'text/html' }, PNG)
    const { headers, body } = await api.ask('load_image_preview', { query: { file_key: 'picture.bin' } })
    expect(headers['content-type']).toBe('image/png')
    expect(headers['content-disposition']).toMatch(/^inline/)
    expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'")
    expect(body.equals(PNG)).toBe(true)
  })

  it('is an attachment again once an image was replaced by a page', async () => {
    await upload({ file_key: 'swap.png' }, PNG)
    await api.ask('load_image_preview', { query: { file_key: 'swap.png' } })
    await upload({ file_key: 'swap.png' }, HTML)
    const { headers } = await api.ask('load_image_preview', { query: { file_key: 'swap.png' } })
    expect(headers['content-disposition']).toMatch(/^attachment/)
  })
})

describe('a stranger', () => {
  it.each(['download_s3_file', 'load_image_preview', 'load_file_metadata', 'list_stored_files_paged'])(
    'without a session gets nothing from %s',
    async (route) => {
      const { status, body } = await api.ask(route, { query: { file_key: 'ten.txt' }, headers: { cookie: '' } })
      expect(status).toBe(401)
      expect(body.toString()).toMatch(/^Not authorized: /)
    },
  )

  it.each([
    ['POST', 'upload_s3_file', { 'sec-fetch-site': 'cross-site' }],
    ['POST', 'upload_s3_file', { 'sec-fetch-site': 'same-site' }],
    ['POST', 'upload_s3_file', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['POST', 'upload_s3_file', { 'sec-fetch-site': '', origin: 'null' }],
    ['DELETE', 'delete_s3_file', { 'sec-fetch-site': 'cross-site' }],
    ['GET', 'move_s3_file', { 'sec-fetch-site': 'cross-site' }],
    ['HEAD', 'move_s3_file', { 'sec-fetch-site': 'cross-site' }],
    ['GET', 'move_s3_file', { 'sec-fetch-site': 'none' }],
    ['GET', 'move_s3_file', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['GET', 'move_s3_file', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ])('on another site or in a link cannot %s %s with the person’s cookie (%j)', async (method, route, headers) => {
    const query = { file_key: 'ten.txt', src_file_key: 'ten.txt', dest_file_key: 'stolen.txt' }
    expect((await api.ask(route, { method, query, headers })).status).toBe(403)
    expect((await download('ten.txt')).body.toString()).toBe('0123456789')
  })
})

describe('a move', () => {
  const move = (src_file_key: string, dest_file_key: string) =>
    api.ask('move_s3_file', { query: { src_file_key, dest_file_key } })

  it('understands s3:// in the place of either key', async () => {
    await api.store.write('here/one.txt', Buffer.from('moved'))
    expect((await move('s3:///here/one.txt', 'there/one.txt')).status).toBe(200)
    expect((await move('there/one.txt', 's3://_default_/again/one.txt')).status).toBe(200)
    expect((await download('again/one.txt')).body.toString()).toBe('moved')
  })

  it('stays within one storage, and says what to do instead', async () => {
    const { status, body } = await move('s3:///again/one.txt', 's3://elsewhere/one.txt')
    expect([status, body.toString()]).toEqual([400, expect.stringContaining('Copy the object')])
  })
})
