import 'server-only'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'

const SECRET_BYTES = 32

/** Makes the data folder and the secrets that were not given as settings, each once, readable by the owner only. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    process.env.MASTER_KEY ||= keptSecret(join(dataDir, 'master-key'))
    process.env.AUTH_SECRET ||= keptSecret(join(dataDir, 'auth-secret'))
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The data folder ${dataDir} cannot be written. Make it writable for this user, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
}

function keptSecret(path: string): string {
  try {
    writeFileSync(path, randomBytes(SECRET_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isExisting(error)) throw error
  }
  return readFileSync(path, 'utf8').trim()
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
