import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/errors'
import type { Folder } from './filesystem-folder'
import { hasOwnFile, makeOwnFolder } from './filesystem-own'
import { tryLock } from './filesystem-writer'

/** Longer than any disk takes to put one finished file in place. */
const PATIENCE_MS = 60_000
const LONGEST_PAUSE_MS = 40

/**
 * Runs `work` while no other process that means one version of `key` does the same: between looking at the version and replacing it.
 * The lock is SQLite's, thus the kernel's: it falls with its process. One of 256 files stands for a key, so that they are never many.
 * Throws `unavailable` when another process keeps it for a minute.
 */
export async function holdingVersion<T>(folder: Folder, key: string, work: () => Promise<T>): Promise<T> {
  const lock = await acquire(lockPath(folder, key))
  try {
    return await work()
  } finally {
    lock.close()
  }
}

function lockPath({ granary }: Folder, key: string): string {
  const locks = join(granary, 'locks')
  const name = createHash('sha256').update(key).digest('hex').slice(0, 2)
  makeOwnFolder(granary)
  makeOwnFolder(locks)
  hasOwnFile(locks, name)
  return join(locks, name)
}

async function acquire(path: string) {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const lock = tryLock(path)
    if (lock) return lock
    if (Date.now() > until)
      throw new AppError('unavailable', 'Another process is busy writing to this storage. Try again in a moment.')
    await pause(Math.random() * LONGEST_PAUSE_MS)
  }
}
