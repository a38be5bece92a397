import { AppError, errorCode } from '@/lib/errors'

const FULL = 'The disk of this storage is full. Free some space on it, then try again.'
const DENIED = 'The server may not use a file or folder of this storage. Give the user that runs Granary access to it.'
const READ_ONLY = 'This storage is on a read-only disk, so nothing in it can be changed.'
const BROKEN = 'The disk of this storage reported an input or output error. Check the disk, then try again.'
const DAMAGED = 'The index of this storage (.granary/index.db) is damaged. Restore it from a backup.'

const sentences: Record<string, string> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  SQLITE_FULL: FULL,
  EFBIG: 'The disk of this storage cannot hold a file of that size.',
  EACCES: DENIED,
  EPERM: DENIED,
  SQLITE_CANTOPEN: DENIED,
  SQLITE_PERM: DENIED,
  EROFS: READ_ONLY,
  SQLITE_READONLY: READ_ONLY,
  EIO: BROKEN,
  ESTALE: BROKEN,
  SQLITE_IOERR: BROKEN,
  SQLITE_CORRUPT: DAMAGED,
  SQLITE_NOTADB: DAMAGED,
  SQLITE_BUSY: 'Another process is busy writing to this storage. Try again in a moment.',
  EMFILE: 'The server has too many files open. Try again in a moment.',
  ENFILE: 'The server has too many files open. Try again in a moment.',
}

/** The system's or SQLite's name of a failure, without SQLite's extension (`SQLITE_IOERR_WRITE`); null for other errors. */
export function codeOf(error: unknown): string | null {
  const code = errorCode(error)
  if (code === undefined) return null
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code
}

/** True for the failures that only say that a path leads nowhere. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(codeOf(error) ?? '')
}

/** For `catch`: nothing at that path is a value, every other failure stays one. */
export function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null
  throw error
}

/** Gives a failure of the disk or of the index its sentence. What is not known stays as it is. */
export function toStorageError(error: unknown): unknown {
  const sentence = sentences[codeOf(error) ?? '']
  return sentence ? new AppError('unavailable', sentence, { cause: error }) : error
}
