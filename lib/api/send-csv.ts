import 'server-only'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { create as contentDisposition } from 'content-disposition'
import type { Context as HonoContext } from 'hono'
import type { Env } from './create-router'
import { fileName, SAFE_HEADERS } from './send-object'

/** Streams the CSV that was made of an object to the socket, as a file named after it. */
export async function sendCsv(c: HonoContext<Env>, key: string, csv: Readable): Promise<Response> {
  const name = `${fileName(key).replace(/\.parquet$/i, '')}.csv`
  const { 'accept-ranges': _, ...headers } = SAFE_HEADERS
  c.env.outgoing.writeHead(200, {
    ...headers,
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': contentDisposition(name, { type: 'attachment' }),
  })
  if (c.env.incoming.method === 'HEAD') {
    csv.destroy()
    c.env.outgoing.end()
    return RESPONSE_ALREADY_SENT
  }
  // It broke off half-way: the socket is closed without the last chunk, which the client notices.
  await pipeline(csv, c.env.outgoing).catch(() => c.env.outgoing.destroy())
  return RESPONSE_ALREADY_SENT
}
