import 'server-only'
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { chmod, mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { env } from '@/lib/env'
import { errorCode } from '@/lib/errors'
import { MAX_RESULT_BYTES } from './limits'

/** The name of the file in which a script's wrapper leaves the outcome. */
export const OUTCOME_FILE = 'outcome.json'

/** Where the folder of an attempt at a run lies on this machine. */
export function runFolder({ id, attempt }: { id: string; attempt: number }): string {
  return join(env().dataDir, 'runs', `${id}-${attempt}`)
}

/** Makes the folder of one run with what its wrapper needs: readable by nobody else, and empty otherwise. */
export async function makeRunFolder(path: string, files: Record<string, string>): Promise<void> {
  await removeAll(path)
  for (const name of ['tmp', 'shm']) await mkdir(join(path, name), { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text, { mode: 0o600 })
}

export async function removeRunFolder(path: string): Promise<void> {
  await removeAll(path).catch((error) => {
    console.error(`[runs] the folder ${path} could not be removed`, error)
  })
}

/** Folders may lie deeper than a path may be long: Node removes them by their whole paths, the program step by step. */
async function removeAll(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() =>
    promisify(execFile)('rm', ['-rf', '--', path]),
  )
}

export type OutcomeText = { kind: 'text'; text: string } | { kind: 'none' } | { kind: 'too_large'; bytes: number }

/**
 * What the wrapper left. The script can put anything there instead: a link that leads out of its folder is not followed, and
 * what is no file is not opened.
 */
export async function readOutcome(folder: string): Promise<OutcomeText> {
  const path = join(folder, OUTCOME_FILE)
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error) => {
    if (['ENOENT', 'ELOOP', 'ENXIO', 'EACCES'].includes(errorCode(error) ?? '')) return null
    throw error
  })
  if (!file) return { kind: 'none' }
  try {
    const { size, nlink } = await file.stat().then((stat) => (stat.isFile() ? stat : { size: 0, nlink: 0 }))
    if (nlink !== 1) return { kind: 'none' } // no file, or one that has a name elsewhere
    // Room for what surrounds the result.
    if (size > MAX_RESULT_BYTES + 1024) return { kind: 'too_large', bytes: size }
    return { kind: 'text', text: await file.readFile('utf8') }
  } finally {
    await file.close()
  }
}
