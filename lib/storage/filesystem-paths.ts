import { lstat, mkdir, open, realpath, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf, isMissing, nullIfMissing } from './filesystem-errors'
import { foreignFilesError } from './filesystem-own'

/** Granary's own folder inside a storage: index, blobs and unfinished writes. */
export const RESERVED = '.granary'

const MAX_SEGMENT_BYTES = 255
const MAX_PATH_BYTES = 4095

/** Where `key` would lie as a file under its own name, or null when no file can have that name. */
export function plainPath(root: string, key: string): string | null {
  if (!key.split('/').every(isFileName)) return null
  const path = `${root}/${key}`
  return Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : null
}

function isFileName(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..' || segment === RESERVED) return false
  return segment.length * 3 <= MAX_SEGMENT_BYTES || Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES
}

/**
 * Whether `path` leads to itself: no component of it is a symbolic link, and none differs from the name on a disk that
 * ignores case or normalises names.
 */
export async function isConfined(path: string): Promise<boolean> {
  return (await realpath(path).catch(nullIfMissing)) === path
}

// A folder that others remove while it is empty is made again so often.
const ATTEMPTS = 100

/** Makes the folder `path`, `root` or below it. False when a file, a link or another spelling of the name is in the way. */
export async function ensureDirectory(root: string, path: string): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const real = await realpath(path).catch(nullIfMissing)
    const stats = real === null ? null : await lstat(path).catch(nullIfMissing)
    if (stats) return real === path && stats.isDirectory()
    if (path === root || !(await ensureDirectory(root, dirname(path)))) return false
    await makeDirectory(path)
  }
  return false
}

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path)
    await syncPath(dirname(path))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' && !isMissing(error)) throw error
  }
}

/** Removes `path` and its parents as far as they are empty, never `root`. Returns the first folder that stays. */
export async function pruneDirectories(root: string, path: string): Promise<string> {
  if (path === root || !path.startsWith(root)) return root
  try {
    await rmdir(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return path
  }
  return pruneDirectories(root, dirname(path))
}

/** Makes what was written to a file, or the names in a folder, survive a power cut. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r').catch(nullIfMissing)
  if (!file) return
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Where a blob lies. Ids end in random digits, which spread the blobs over 256 folders. */
export function blobPath(granary: string, id: string): string {
  if (!/^[0-9a-f]{32}$/.test(id)) throw foreignFilesError()
  return join(granary, 'blobs', id.slice(-2), id)
}
