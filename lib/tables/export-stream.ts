import 'server-only'
import { finished, Readable } from 'node:stream'
import { brokenDown, tooSlow } from './ask-table'
import type { TableProcess } from './table-process'

type Exporting = {
  key: string
  signal?: AbortSignal /** Without a byte, while the reader waits. */
  stallMs: number
  release(): void
}

/** What a process exports, at the reader's pace. It fails when the process does, and takes the process with it when it ends. */
export function exportStream(process: TableProcess, { key, signal, stallMs, release }: Exporting): Readable {
  const stream = Readable.from(pieces(process, key, stallMs), { objectMode: false })
  const cancel = () => stream.destroy(signal?.reason)
  signal?.addEventListener('abort', cancel, { once: true })
  finished(stream, () => {
    signal?.removeEventListener('abort', cancel)
    process.kill()
    release()
  })
  return stream
}

async function* pieces(process: TableProcess, key: string, stallMs: number) {
  let isStalled = false
  const watch = () =>
    setTimeout(() => {
      isStalled = true
      process.kill()
    }, stallMs)
  let timer = watch()
  try {
    for await (const piece of process.output) {
      clearTimeout(timer)
      yield piece
      timer = watch()
    }
    if (isStalled) throw tooSlow(key, stallMs)
    if ((await process.ended) !== 0) throw brokenDown(process, key)
  } finally {
    clearTimeout(timer)
  }
}
