import 'server-only'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AppError, errorCode } from '@/lib/errors'
import { ObjectChanged } from '@/lib/storage/errors'

type Download = {
  path: string
  key: string
  size: number
  signal: AbortSignal
  open(signal: AbortSignal): Promise<NodeJS.ReadableStream>
}

/** Fetches a file to `path`, where it appears whole or not at all. */
export async function downloadFile({ path, key, size, signal, open }: Download): Promise<void> {
  const draft = `${path}.part`
  try {
    const body = await open(signal)
    const file = createWriteStream(draft, { flags: 'wx', mode: 0o600 })
    await pipeline(body, file, { signal })
    if (file.bytesWritten !== size) throw new ObjectChanged(key)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw errorCode(error) === 'ENOSPC' ? diskFull(key, error) : error
  }
}

function diskFull(key: string, cause: unknown): AppError {
  return new AppError('unavailable', `The server's disk is full: ${JSON.stringify(key)} could not be fetched.`, {
    cause,
  })
}
