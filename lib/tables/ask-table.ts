import 'server-only'
import { AppError } from '@/lib/errors'
import type { TableRequest } from './protocol'
import { failureOf } from './table-failure'
import type { TableProcess } from './table-process'

type Asking = { key: string; signal?: AbortSignal; limitMs: number }

/**
 * The answer of a process, unparsed. A request that is cancelled, or takes longer than its limit, is ended with its process,
 * and this throws once that is gone. After a failure of the file the process goes on.
 */
export async function askTable(process: TableProcess, request: TableRequest, { key, signal, limitMs }: Asking) {
  signal?.throwIfAborted()
  let stopped: { reason: unknown } | null = null
  const stop = (reason: unknown) => {
    stopped ??= { reason }
    process.kill()
  }
  const onAbort = () => stop(signal?.reason)
  const timer = setTimeout(() => stop(tooSlow(key, limitMs)), limitMs)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const reply = await process.ask(request)
    throwIfStopped(stopped)
    if (!reply) throw brokenDown(process, key)
    if (!reply.ok) throw failureOf(key, reply.failure, reply.detail)
    return reply.value
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

/** What to say, and to log, when a process ended by itself. */
export function brokenDown(process: TableProcess, key: string): AppError {
  console.error(`[tables] process ${process.pid} ended while it read ${JSON.stringify(key)}. ${process.complaint}`)
  const name = JSON.stringify(key)
  return new AppError('unavailable', `The query of ${name} broke down: it may need more memory than a query may have.`)
}

/** What to say when nothing came for so long. */
export function tooSlow(key: string, limitMs: number): AppError {
  const name = JSON.stringify(key)
  return new AppError('unavailable', `The query of ${name} took longer than ${limitMs / 1000} s and was ended.`)
}

// TypeScript does not see that a callback assigns it.
function throwIfStopped(stopped: { reason: unknown } | null): void {
  if (stopped) throw stopped.reason
}
