import { processWide } from '@/lib/shared'
import { S3Failure } from './s3-failure'

/** How many bytes have to come in how long a wait for them: what the store or the disk takes its time for is not counted. */
export type BodyProgress = { bytes: number; waitMs: number }

/** 64 KiB in half a minute: a line that is slower than 17 kbit/s holds a connection, and what is counted for its body, for nothing. */
export function bodyProgress(): BodyProgress {
  return processWide<BodyProgress>('s3-body-progress', () => ({ bytes: 64 * 1024, waitMs: 30_000 }))
}

/** The same pieces. Fails with `RequestTimeout`, as S3 does, when they come too slowly. */
export async function* requireProgress(
  pieces: AsyncIterable<Buffer>,
  { bytes, waitMs } = bodyProgress(),
): AsyncGenerator<Buffer> {
  const source = pieces[Symbol.asyncIterator]()
  let waited = 0
  let received = 0
  try {
    for (;;) {
      const since = performance.now()
      const next = await within(source.next(), waitMs - waited)
      if (next.done) return
      waited += performance.now() - since
      received += next.value.length
      if (received >= bytes) {
        waited = 0
        received = 0
      }
      yield next.value
    }
  } finally {
    // Not awaited: it would wait for the piece that does not come.
    void source.return?.().catch(() => undefined)
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    // After a stall of this process timers come before sockets: what has arrived meanwhile is taken.
    timer = setTimeout(() => setImmediate(() => reject(tooSlow())), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function tooSlow(): S3Failure {
  return new S3Failure('RequestTimeout', 'The body of the request stopped coming, so it was given up. Send it again.')
}
