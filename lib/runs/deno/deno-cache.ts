import 'server-only'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { env } from '@/lib/env'
import { errorCode } from '@/lib/errors'
import { type FolderLimits, folderUse } from '@/lib/runs/process/watch-folder'
import { MAX_TIMEOUT_SECONDS } from '@/lib/scripts/running'
import { processWide } from '@/lib/shared'

/** Of packages of npm, once unpacked. */
const LIMITS: FolderLimits = { bytes: 4 * 1024 ** 3, files: 400_000 }
const LOOK_MS = 10 * 60 * 1000

/** The folder in which Deno keeps the packages of all scripts. Looks now and then whether it has become too large. */
export async function denoCache(): Promise<string> {
  const folder = join(env().dataDir, 'cache', 'deno')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const looked = processWide('deno-cache-looked', () => ({ at: 0 }))
  if (Date.now() - looked.at > LOOK_MS) {
    looked.at = Date.now()
    boundCache(folder, LIMITS).catch((error) => console.error('[runs] the cache of Deno cannot be looked at', error))
  }
  return folder
}

/**
 * Begins a cache anew that is beyond its limits. The old one is moved aside, where runs under way that have it in their sandbox go
 * on with it, and removed once none can be left.
 */
export async function boundCache(folder: string, limits: FolderLimits, now = Date.now()): Promise<void> {
  const parent = dirname(folder)
  const start = `${basename(folder)}.old-`
  for (const name of await readdir(parent)) {
    const isOver = now - Number(name.slice(start.length)) > MAX_TIMEOUT_SECONDS * 1000
    if (name.startsWith(start) && isOver) await rm(join(parent, name), { recursive: true, force: true })
  }
  const { bytes, files } = await folderUse(folder, limits)
  if (bytes <= limits.bytes && files <= limits.files) return
  await rename(folder, join(parent, `${start}${now}`)).catch((error) => {
    if (errorCode(error) !== 'ENOENT') throw error // another worker was first
  })
  await mkdir(folder, { recursive: true, mode: 0o700 })
}
