import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { httpByteSource } from './http-byte-source'

const content = Buffer.from('0123456789'.repeat(100))
const closers: (() => void)[] = []

afterEach(() => {
  for (const close of closers.splice(0)) close()
})

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

async function serve(answer: Answer, head?: Uint8Array) {
  let count = 0
  const seen: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    seen.push(request.headers)
    answer(request, response, ++count)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  return { source: httpByteSource({ url, size: content.length, etag: 'abc', head }), seen }
}

function serveRange({ headers }: IncomingMessage, response: ServerResponse) {
  const [, start, end] = /bytes=(\d+)-(\d+)/.exec(headers.range ?? '') ?? []
  const part = content.subarray(Number(start), Number(end) + 1)
  response.writeHead(206, { 'content-length': part.length }).end(part)
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('httpByteSource', () => {
  it('asks for exactly the bytes, of exactly this version, and counts them', async () => {
    const { source, seen } = await serve(serveRange)
    expect(text(await source.slice(5, 12))).toBe('5678901')
    expect(seen[0]).toMatchObject({ range: 'bytes=5-11', 'if-match': '"abc"' })
    expect(source.stats).toMatchObject({ bytes: 7, requests: 1 })
  })

  it('ends at the end of the file and asks nothing for nothing', async () => {
    const { source } = await serve(serveRange)
    expect((await source.slice(995, 2000)).length).toBe(5)
    expect((await source.slice(1000, 2000)).length).toBe(0)
    expect(source.stats.requests).toBe(1)
  })

  it('asks only for what follows the bytes that are here already', async () => {
    const { source, seen } = await serve(serveRange, content.subarray(0, 8))
    expect(text(await source.slice(2, 6))).toBe('2345')
    expect(text(await source.slice(5, 12))).toBe('5678901')
    expect(seen.map(({ range }) => range)).toEqual(['bytes=8-11'])
    expect(source.stats).toMatchObject({ bytes: 4, requests: 1 })
  })

  it('tries once more when the connection breaks', async () => {
    const { source } = await serve((request, response, count) =>
      count === 1 ? request.socket.destroy() : serveRange(request, response),
    )
    expect(text(await source.slice(0, 3))).toBe('012')
    expect(source.stats.requests).toBe(2)
  })

  it('gives up after the second failure with a sentence', async () => {
    const { source } = await serve((request) => request.socket.destroy())
    await expect(source.slice(0, 3)).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The server could not be reached. Check the connection and try again.',
    })
  })

  it.each([
    [412, 'conflict', /changed while it was being read/],
    [416, 'conflict', /changed while it was being read/],
    [404, 'not_found', /not there any more: Nothing at this key$/],
    [403, 'forbidden', /may not read this file/],
    [401, 'unauthenticated', /session has ended/],
    [500, 'unavailable', /answered 500/],
  ])('says what a %s means, without asking again', async (status, code, message) => {
    const line = 'Not found: Nothing at this key'
    const { source } = await serve((_request, response) => response.writeHead(status).end(line))
    await expect(source.slice(0, 3)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    expect(source.stats.requests).toBe(1)
  })

  it('does not swallow a whole file where a part was asked for', async () => {
    const { source } = await serve((_request, response) => response.writeHead(200).end(content))
    await expect(source.slice(0, 3)).rejects.toThrow(/does not serve parts/)
  })

  it('stops when nobody waits any more', async () => {
    const { source } = await serve(() => undefined)
    const stop = new AbortController()
    const reading = source.slice(0, 3, stop.signal)
    stop.abort()
    await expect(reading).rejects.toThrow(/abort/)
  })
})
