import { AppError, errorCode } from '@/lib/errors'

const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']
const REFUSED_SIGN_IN = ['28P01', '28000'] // invalid password, invalid authorization
const NO_SUCH_DATABASE = '3D000'
const NO_RIGHTS = '42501'

/** Turns a failed connection to PostgreSQL into a sentence that says what to do. The password stays out of it. */
export function postgresqlFailure(error: unknown, url: string): unknown {
  const { host, username, pathname } = new URL(url)
  const database = decodeURIComponent(pathname.slice(1))
  const code = codeOf(error)
  if (UNREACHABLE.includes(code) || isTimeout(error))
    return unavailable(`No database answers at ${host}. Start PostgreSQL there, or correct DATABASE_URL.`, error)
  if (REFUSED_SIGN_IN.includes(code))
    return unavailable(
      `PostgreSQL at ${host} refuses the user "${decodeURIComponent(username)}" or the password. Correct them in DATABASE_URL.`,
      error,
    )
  if (code === NO_SUCH_DATABASE)
    return unavailable(
      `PostgreSQL at ${host} has no database "${database}". Create it with "createdb ${database}", or correct DATABASE_URL.`,
      error,
    )
  if (code === NO_RIGHTS)
    return unavailable(
      `The user "${decodeURIComponent(username)}" may not create tables in the database "${database}". Make it the owner of that database.`,
      error,
    )
  return error
}

/** The same for the embedded database. */
export function sqliteFailure(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_PERM'].some((start) => code.startsWith(start)))
    return unavailable(
      `The database file ${file} cannot be written. Make it and its folder writable for this user.`,
      error,
    )
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return unavailable(
      `The file ${file} is not a database, or is damaged. Restore it from a backup, or move it away.`,
      error,
    )
  if (code === 'SQLITE_BUSY')
    return unavailable(`The database file ${file} is locked by another program. Close it and start again.`, error)
  if (code === 'SQLITE_FULL')
    return unavailable(`The disk that holds ${file} is full. Free some space and start again.`, error)
  return error
}

function unavailable(message: string, cause: unknown): AppError {
  return new AppError('unavailable', message, { cause })
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return errorCode(error) ?? ''
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout|terminated unexpectedly/i.test(error.message)
}
