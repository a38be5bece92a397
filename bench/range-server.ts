import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'

/** Serves one file by Range, every answer later by `latency` milliseconds. */
export async function serveFile({ path, size }: { path: string; size: number }, latency: number) {
  const server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const start = Number(from ?? 0)
    const end = to ? Math.min(Number(to), size - 1) : size - 1
    setTimeout(() => {
      response.writeHead(from === undefined ? 200 : 206, {
        'content-length': end - start + 1,
        'content-range': `bytes ${start}-${end}/${size}`,
        'accept-ranges': 'bytes',
      })
      if (request.method === 'HEAD') response.end()
      else createReadStream(path, { start, end, highWaterMark: 1024 * 1024 }).pipe(response)
    }, latency)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${port}/`, close }
}
