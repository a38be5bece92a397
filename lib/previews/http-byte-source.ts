import { AppError, readErrorLine } from '@/lib/errors'
import { type ByteSource, emptyStats, withKnown } from './byte-source'

interface HttpFile {
  url: string
  size: number
  /** As the server gave it; with it a changed file is an error and never a mixture of two versions. */
  etag: string | null
  /** The first bytes, where somebody has read them already. */
  head?: Uint8Array
  fetch?: typeof globalThis.fetch
}

/** Reads a file by HTTP Range, at most one request per slice; what is in `head` is not read again. */
export function httpByteSource({ head, ...file }: HttpFile): ByteSource {
  return head ? withKnown(rangeSource(file), head) : rangeSource(file)
}

function rangeSource({ url, size, etag, fetch = globalThis.fetch.bind(globalThis) }: HttpFile): ByteSource {
  const stats = emptyStats()
  return {
    byteLength: size,
    stats,
    async slice(start, end, signal) {
      const last = Math.min(end, size)
      if (last <= start) return new Uint8Array(0)
      const headers: Record<string, string> = { Range: `bytes=${start}-${last - 1}` }
      if (etag !== null) headers['If-Match'] = quoted(etag)
      const began = performance.now()
      const part = await onceMore(signal, async () => {
        stats.requests++
        const response = await fetch(url, { headers, signal })
        return readPart(response, { start, end: last, size })
      })
      stats.bytes += part.byteLength
      stats.milliseconds += performance.now() - began
      return part
    },
  }
}

const quoted = (etag: string) => (/^(W\/)?"/.test(etag) ? etag : `"${etag}"`)

interface Wanted {
  start: number
  end: number
  size: number
}

async function readPart(response: Response, { start, end, size }: Wanted): Promise<Uint8Array> {
  if (!response.ok) throw await refusal(response)
  const whole = response.status === 200
  if (whole && (start > 0 || end < size)) {
    await response.body?.cancel()
    throw new AppError('unavailable', 'The server does not serve parts of this file. Download it instead.')
  }
  const part = new Uint8Array(await response.arrayBuffer())
  if (part.byteLength !== end - start) throw new BrokenOff()
  return part
}

/** The connection ended early: worth one more try. */
class BrokenOff extends AppError {
  constructor() {
    super('unavailable', 'The connection broke off while the file was being read. Try again.')
  }
}

async function refusal(response: Response): Promise<AppError> {
  if (response.status === 412 || response.status === 416) {
    await response.body?.cancel()
    return new AppError('conflict', 'The file changed while it was being read. Reload to see the new content.')
  }
  const line = readErrorLine(await response.text())
    .split('\n', 1)[0]
    ?.slice(0, 300)
  const because = line && !line.startsWith('<') ? `: ${line}` : '.'
  if (response.status === 404) return new AppError('not_found', `The file is not there any more${because}`)
  if (response.status === 401) return new AppError('unauthenticated', 'Your session has ended. Sign in again.')
  if (response.status === 403) return new AppError('forbidden', `You may not read this file${because}`)
  return new AppError('unavailable', `The server answered ${response.status}${because}`)
}

async function onceMore<T>(signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (signal?.aborted || (error instanceof AppError && !(error instanceof BrokenOff))) throw error
  }
  try {
    return await read()
  } catch (error) {
    if (signal?.aborted || error instanceof AppError) throw error
    throw new AppError('unavailable', 'The server could not be reached. Check the connection and try again.', {
      cause: error,
    })
  }
}
