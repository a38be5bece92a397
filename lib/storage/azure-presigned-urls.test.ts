import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestContainer, type TestContainer } from '@/lib/testing/azure-servers'
import { LOOPBACK } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { openAzure } from './azure'
import { MIN_PART_BYTES } from './multipart'
import type { PresignedUrls } from './object-store'

const KEY = 'a b/ä#?%+&="x".html'

await describeWithServer('azurite', 'URLs of Azure for a browser', (server) => {
  let container: TestContainer
  let urls: PresignedUrls
  beforeAll(async () => {
    container = await openTestContainer(server)
    if (!container.store.presign) throw new Error('nothing to try')
    urls = container.store.presign
  })
  afterAll(() => container.close())

  const begin = async () => ({ key: KEY, id: (await container.store.multipart?.create(KEY)) ?? '' })

  it('take the parts of an upload, which is an object only once it is completed', async () => {
    const upload = await begin()
    const bodies = [randomBytes(MIN_PART_BYTES), randomBytes(1000)]
    for (const [index, body] of bodies.entries())
      expect(await send('PUT', await urls.part({ ...upload, number: index + 1, size: body.length }, 60), body)).toBe(
        201,
      )
    expect(await container.store.head(KEY)).toBeNull()
    const parts = (await container.store.multipart?.parts(upload)) ?? []
    expect(parts.map(({ number, size }) => [number, size])).toEqual([
      [1, MIN_PART_BYTES],
      [2, 1000],
    ])
    await container.store.multipart?.complete({ ...upload, parts })
    expect(await container.store.head(KEY)).toMatchObject({ size: MIN_PART_BYTES + 1000 })
  })

  it('open no other object, and nothing but what they are for', async () => {
    await container.store.write('other.html', Buffer.from('other'))
    await container.store.write(KEY, Buffer.from('here'))
    const part = await urls.part({ ...(await begin()), number: 1, size: 4 }, 60)
    const download = await urls.download(KEY, 'attachment', 60)
    const at = `${container.settings.endpoint}/${container.settings.containerName}`
    const elsewhere = (url: string, path = '/other.html') => `${at}${path}${new URL(url).search}`
    const answers = [send('PUT', elsewhere(part), 'x'), send('GET', part), send('DELETE', part)]
    const others = [
      send('GET', elsewhere(download)),
      send('PUT', `${download}&comp=block&blockid=AAAA`, 'x'),
      send('DELETE', download),
    ]
    expect(await Promise.all([...answers, ...others])).toEqual([403, 403, 403, 403, 403, 403])
    // All that is in the container is not one blob's to tell.
    expect(await send('GET', `${elsewhere(download, '')}&restype=container&comp=list`)).toBe(403)
    expect(new URL(download).searchParams.get('sr')).toBe('b')
  })

  it('give an object away as a file, never as a page', async () => {
    await container.store.write(KEY, Buffer.from('<script>'), { contentType: 'text/html' })
    const answer = await fetch(await urls.download(KEY, 'attachment; filename="x.html"', 60))
    expect([answer.status, await answer.text()]).toEqual([200, '<script>'])
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="x.html"')
  })

  it('end with their time', async () => {
    const url = await urls.download(KEY, 'attachment', 1)
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect(await send('GET', url)).toBe(403)
  })

  it('are not made with a SAS token, which would have to be given away', () => {
    const settings = { ...container.settings, accessKey: undefined, sasToken: 'sv=2020-02-10&sig=x' }
    expect(openAzure(settings, LOOPBACK).presign).toBeUndefined()
  })
})

/** The status that a request is answered with. */
function send(method: string, url: string, body: Buffer | string = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
