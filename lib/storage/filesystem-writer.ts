import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { codeOf } from './filesystem-errors'
import { makeOwnFolder } from './filesystem-own'

/** One open store that writes. Its id starts the names of all temporary files and blobs that it makes. */
export interface Writer {
  id: string
  close(): void
}

const ID_BYTES = 8
const ID_LENGTH = ID_BYTES * 2

/**
 * Registers a writer: a file that stays locked as long as its process lives. The lock is SQLite's, thus the kernel's: it
 * falls with the process however that dies, and holds between containers, where process ids mean nothing.
 */
export function registerWriter(granary: string): Writer {
  const folder = join(granary, 'writers')
  makeOwnFolder(folder)
  const id = randomBytes(ID_BYTES).toString('hex')
  const path = join(folder, id)
  const lock = tryLock(path)
  // A process that opens the storage just now may have taken the new file for a dead writer's.
  if (!lock || !existsSync(path)) {
    lock?.close()
    return registerWriter(granary)
  }
  const close = () => {
    rmSync(path, { force: true })
    lock.close()
  }
  return { id, close }
}

/** The lock of a writer that is dead; null while it lives, and for what is no writer. */
export function lockIfDead(granary: string, id: string): Database.Database | null {
  const path = join(granary, 'writers', id)
  return id.length === ID_LENGTH && existsSync(path) ? tryLock(path, { fileMustExist: true }) : null
}

/** The writer that made a temporary file or a blob. */
export function writerOf(name: string): string {
  return name.slice(0, ID_LENGTH)
}

/** A name for a temporary file or a blob; the digits at its end are random. */
export function newName(writer: Writer): string {
  return writer.id + randomBytes(8).toString('hex')
}

/** Locks a file until the connection is closed; null while somebody else has it. */
export function tryLock(path: string, options: Database.Options = {}): Database.Database | null {
  const db = new Database(path, { ...options, timeout: 0 })
  try {
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    if (codeOf(error) === 'SQLITE_BUSY') return null
    throw error
  }
}
