import type { BigIntStats } from 'node:fs'
import { link, lstat, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ObjectChanged, ObjectExists } from './errors'
import { codeOf, isMissing, nullIfMissing } from './filesystem-errors'
import { etagOf, findObject, stampOf } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import type { StoredAttributes } from './filesystem-index'
import { holdingVersion } from './filesystem-lock'
import { foreignFilesError } from './filesystem-own'
import { blobPath, ensureDirectory, isConfined, plainPath, pruneDirectories, syncPath } from './filesystem-paths'
import { newName } from './filesystem-writer'
import { holding } from './key-lock'

interface Placement {
  key: string
  /** A whole file, already on disk. */
  temporary: string
  stats: BigIntStats
  attributes: StoredAttributes
  overwrite: boolean
  /** ETag of what may be replaced. */
  ifMatch?: string
  signal?: AbortSignal
}

// Folders that others remove while they are empty are made again so often.
const ATTEMPTS = 100

/** Makes a finished temporary file the object of its key: in one step, as a plain file where that is possible, else as a blob. */
export function placeObject(folder: Folder, placement: Placement): Promise<void> {
  const { key, ifMatch, signal } = placement
  const work = () => placeHeld(folder, placement)
  const place = () => (ifMatch === undefined ? work() : holdingVersion(folder, key, work))
  return holding([folder.lockName(key)], place, signal)
}

async function placeHeld(folder: Folder, placement: Placement): Promise<void> {
  const { key, overwrite, ifMatch } = placement
  const found = overwrite && ifMatch === undefined ? null : await findObject(folder, key)
  if (!overwrite && found) throw new ObjectExists(key)
  if (ifMatch !== undefined && found?.info.etag !== ifMatch) throw new ObjectChanged(key)
  if (!(await placeFile(folder, placement))) await placeBlob(folder, placement)
}

async function placeFile(folder: Folder, placement: Placement): Promise<boolean> {
  const path = plainPath(folder.root, placement.key)
  if (path === null) return false
  try {
    if (!(await tryPlaceFile(folder, { ...placement, path }))) return false
  } catch (error) {
    await pruneDirectories(folder.root, dirname(path))
    throw error
  }
  await syncPath(dirname(path))
  await forgetBlob(folder, placement.key)
  return true
}

type FilePlacement = Placement & { path: string }

async function tryPlaceFile(folder: Folder, placement: FilePlacement, attempts = ATTEMPTS): Promise<boolean> {
  const { path } = placement
  if (!(await ensureDirectory(folder.root, dirname(path)))) return false
  const found = await lstat(path, { bigint: true }).catch(nullIfMissing)
  if (found && !(found.isFile() && (await isConfined(path)))) return false
  // Before the file: whoever sees the new file finds its attributes, even when this process dies in between.
  const file = { stamp: stampOf(placement.stats), current: found && stampOf(found), writer: folder.writer.id }
  await folder.indexForWriting.addFile(placement.key, file, placement.attributes)
  try {
    await (placement.overwrite ? rename(placement.temporary, path) : link(placement.temporary, path))
    return true
  } catch (error) {
    if (isBlocked(error)) return false
    if (codeOf(error) !== 'EEXIST' && !isMissing(error)) throw error
    if (attempts === 0) throw error
    if (!placement.overwrite && (await findObject(folder, placement.key))) throw new ObjectExists(placement.key)
    return tryPlaceFile(folder, placement, attempts - 1)
  }
}

function isBlocked(error: unknown): boolean {
  return ['EISDIR', 'ENOTEMPTY', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')
}

// The blob stood for the key as long as a folder or a file was in the way of the plain file.
async function forgetBlob(folder: Folder, key: string): Promise<void> {
  const blob = await folder.index?.dropBlob(key)
  if (blob) await rm(blobPath(folder.granary, blob), { force: true })
}

async function placeBlob(folder: Folder, { key, temporary, stats, attributes, overwrite }: Placement): Promise<void> {
  const id = newName(folder.writer)
  const path = blobPath(folder.granary, id)
  if (!(await ensureDirectory(folder.granary, dirname(path)))) throw foreignFilesError()
  await rename(temporary, path)
  try {
    await syncPath(dirname(path))
    const etag = attributes.etag ?? etagOf(stats)
    const row = { ...attributes, id, etag, size: Number(stats.size), modified: Number(stats.mtimeMs) }
    const replaced = await folder.indexForWriting.putBlob(key, row, { overwrite })
    if (replaced === false) throw new ObjectExists(key)
    if (replaced !== null) await rm(blobPath(folder.granary, replaced), { force: true })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}
