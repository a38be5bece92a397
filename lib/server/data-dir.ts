import 'server-only'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError, errorCode } from '@/lib/errors'

const SECRET_BYTES = 32

/** Makes the data folder and the secrets that were not given as settings, each once, readable by the owner only. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    process.env.MASTER_KEY ||= keptSecret(join(dataDir, 'master-key'))
    process.env.AUTH_SECRET ||= keptSecret(join(dataDir, 'auth-secret'))
  } catch (cause) {
    throw unwritable(dataDir, cause)
  }
}

/** What to say when nothing can be written below the data folder. */
export function unwritable(dataDir: string, cause: unknown): AppError {
  return new AppError(
    'unavailable',
    `The data folder ${dataDir} cannot be written. Make it writable for this user, or set DATA_DIR to another folder.`,
    { cause },
  )
}

function keptSecret(path: string): string {
  const draft = `${path}.${process.pid}`
  writeSynced(draft, randomBytes(SECRET_BYTES).toString('base64'))
  try {
    // A link appears whole or not at all: a cut start leaves no empty key, and two starts agree on one.
    linkSync(draft, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600)
  writeFileSync(file, text)
  fsyncSync(file)
  closeSync(file)
}
