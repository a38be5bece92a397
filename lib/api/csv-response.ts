import 'server-only'
import { Readable } from 'node:stream'
import type { Context as HonoContext } from 'hono'
import type { Env } from './create-router'

/** Lines of CSV as a file that is downloaded, made as it is sent. */
export function csvResponse(c: HonoContext<Env>, name: string, lines: AsyncIterable<string>) {
  return c.body(toWebStream(Readable.from(lines)), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  })
}

/** Node types its web streams apart from those of the standard library. */
function toWebStream(stream: Readable): ReadableStream {
  return Readable.toWeb(stream) as unknown as ReadableStream
}
