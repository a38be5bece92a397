import 'server-only'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'
import { processWide } from '@/lib/shared'
import { unwritable } from './data-dir'

/**
 * Takes the data folder for this process; throws `conflict` when another one has it. The lock is the kernel's, by way of
 * SQLite: it goes with the process however that ends, so a kill leaves nothing to clean up.
 */
export async function claimDataDir(dataDir: string): Promise<void> {
  const { default: Database } = await import('better-sqlite3')
  const lock = openLock(() => new Database(join(dataDir, 'instance.lock'), { timeout: 0 }), dataDir)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    throw new AppError('conflict', inUseSentence(dataDir), { cause })
  }
  writeFileSync(join(dataDir, 'instance.pid'), String(process.pid))
  processWide('claim', () => lock) // kept alive: a collected handle would give the lock away
}

function openLock<T>(open: () => T, dataDir: string): T {
  try {
    return open()
  } catch (cause) {
    throw unwritable(dataDir, cause)
  }
}

function inUseSentence(dataDir: string): string {
  return `Granary already runs on the data folder ${dataDir}${holder(dataDir)}. Stop it, or set DATA_DIR and PORT to others.`
}

function holder(dataDir: string): string {
  try {
    return ` (process ${readFileSync(join(dataDir, 'instance.pid'), 'utf8')})`
  } catch {
    return ''
  }
}
