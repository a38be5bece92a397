import 'server-only'
import type { Server } from 'node:http'
import { env } from '@/lib/env'
import { AppError, errorCode } from '@/lib/errors'

const HEADERS_TIMEOUT_MS = 60_000
const KEEP_ALIVE_MS = 75_000

type Place = { port: number /** What the port was set by. */; setting: 'PORT' | 'S3_PORT' }

/** Lets a server listen. Throws `unavailable` with what to do where it cannot. */
export function bind(server: Server, place: Place): Promise<void> {
  const { host } = env()
  server.requestTimeout = 0 // a slow upload of any size is not an attack; headers stay bounded
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new AppError('unavailable', bindSentence(cause, host, place), { cause })))
    server.listen(place.port, host, resolve)
  })
}

function bindSentence(error: Error, host: string, { port, setting }: Place): string {
  const code = errorCode(error)
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Stop what uses it, or set ${setting} to another one.`
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has. Set ${setting} to 1024 or above.`
  return `Cannot listen on ${host}:${port} (${error.message}). Check HOST and ${setting}.`
}
