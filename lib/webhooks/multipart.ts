import 'server-only'
import { parse as parseDisposition } from 'content-disposition'
import { AppError } from '@/lib/errors'

const MAX_HEADER_BYTES = 16 * 1024
const CRLF = Buffer.from('\r\n')

export type Part = {
  name: string
  /** null for a field that is no file. */
  filename: string | null
  contentType: string | null
  /** Must be consumed before the next part; what is left is passed over. */
  body: AsyncGenerator<Buffer>
}

/**
 * The parts of a `multipart/form-data` body one after the other, in flat memory. Throws `invalid` for what is none.
 *
 * Our own, because @fastify/busboy (3.2.6, tried with the same bodies) loses what callers count on: it ends the stream of a file that the
 * caller cut off as if it were whole, cuts names at 80 KiB without a word, and passes parts without a name. Here each part is pulled by whoever stores it, and a broken form is an error in the very place that reads it.
 */
export async function* readMultipart(source: AsyncIterable<Buffer>, contentType: string): AsyncGenerator<Part> {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  const word = boundary?.[1] ?? boundary?.[2]
  if (!word) throw new AppError('invalid', 'The form does not name its boundary in its Content-Type.')
  const delimiter = Buffer.from(`\r\n--${word}`)
  const reader = new ByteReader(source)
  for await (const _ of reader.until(delimiter)) void _ // what stands before the first part is nobody's
  while (!(await reader.endsForm())) {
    await reader.take(CRLF)
    const headers = await reader.take(Buffer.from('\r\n\r\n'))
    const body = reader.until(delimiter)
    yield { ...describePart(headers.toString('latin1')), body }
    for await (const _ of body) void _
  }
}

class ByteReader {
  // The first delimiter may begin the body, without the line break that belongs to it.
  private held: Buffer = CRLF
  private readonly chunks: AsyncIterator<Buffer>

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]()
  }

  /** What comes before `delimiter`, which is taken as well. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.held.indexOf(delimiter)
      const end = at === -1 ? this.held.length - delimiter.length + 1 : at
      const ready = this.held.subarray(0, Math.max(end, 0))
      this.held = this.held.subarray(at === -1 ? ready.length : at + delimiter.length)
      if (ready.length > 0) yield ready
      if (at !== -1) return
      await this.fill()
    }
  }

  /** The same at once, for what is short. */
  async take(delimiter: Buffer): Promise<Buffer> {
    for (let at = -1; ; ) {
      at = this.held.indexOf(delimiter)
      if (at > MAX_HEADER_BYTES || (at === -1 && this.held.length > MAX_HEADER_BYTES))
        throw new AppError('invalid', 'The form has a part whose headers are too long.')
      if (at === -1) {
        await this.fill()
        continue
      }
      const taken = this.held.subarray(0, at)
      this.held = this.held.subarray(at + delimiter.length)
      return taken
    }
  }

  async endsForm(): Promise<boolean> {
    while (this.held.length < 2) await this.fill()
    return this.held.subarray(0, 2).toString() === '--'
  }

  private async fill(): Promise<void> {
    const next = await this.chunks.next()
    if (next.done) throw new AppError('invalid', 'The form ends before its last part does.')
    this.held = Buffer.concat([this.held, next.value])
  }
}

function describePart(headers: string): Omit<Part, 'body'> {
  const headerOf = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(headers)?.[1]?.trim() ?? null
  const { name, filename = null } = parametersOf(headerOf('content-disposition') ?? '')
  if (!name) throw new AppError('invalid', 'The form has a part without a name.')
  return { name, filename, contentType: headerOf('content-type') }
}

/** Browsers send names as UTF-8 bytes, with `%22` for a quote. */
function parametersOf(disposition: string): { name?: string; filename?: string } {
  try {
    const { parameters } = parseDisposition(disposition)
    const readable = Object.entries(parameters).map(([name, value]) => [
      name,
      Buffer.from(value ?? '', 'latin1')
        .toString('utf8')
        .replaceAll('%22', '"'),
    ])
    return Object.fromEntries(readable)
  } catch {
    return {}
  }
}
