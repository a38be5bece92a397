import { rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@/lib/errors'
import { ObjectChanged } from './errors'
import { isMissing, toStorageError } from './filesystem-errors'
import { findObject, statFile } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import { holdingVersion } from './filesystem-lock'
import { blobPath, plainPath, pruneDirectories, syncPath } from './filesystem-paths'
import { holding } from './key-lock'
import { onlyKey } from './keys'
import type { RemoveFailure, RemoveOptions } from './object-store'

const MAX_KEYS = 1000

/** Removes objects and the folders that become empty by it. */
export async function removeObjects(
  folder: Folder,
  keys: string[],
  { ifMatch, signal }: RemoveOptions = {},
): Promise<RemoveFailure[]> {
  if (keys.length > MAX_KEYS) throw new AppError('invalid', `At most ${MAX_KEYS} objects can be removed at once.`)
  const lockNames = keys.map((key) => folder.lockName(key))
  const remove = async () => {
    if (ifMatch === undefined) return removeHeld(folder, keys)
    const key = onlyKey(keys)
    if (!(await findObject(folder, key))) return []
    return holdingVersion(folder, key, async () => {
      await requireVersion(folder, key, ifMatch)
      return removeHeld(folder, keys)
    })
  }
  return holding(lockNames, remove, signal)
}

async function removeHeld(folder: Folder, keys: string[]): Promise<RemoveFailure[]> {
  const outcomes = await Promise.all([...new Set(keys)].map((key) => removeFile(folder, key)))
  const removed = outcomes.filter((outcome) => outcome.failure === null)
  // After the files: a process that dies in between leaves no blob's older plain file behind as the object.
  const blobs = (await folder.index?.remove(removed.map(({ key }) => key))) ?? []
  for (const id of blobs) await rm(blobPath(folder.granary, id), { force: true })
  await tidyDirectories(folder.root, removed)
  return outcomes.flatMap(({ key, failure }) => (failure === null ? [] : [{ key, reason: failure }]))
}

async function requireVersion(folder: Folder, key: string, etag: string): Promise<void> {
  const found = await findObject(folder, key)
  if (found && found.info.etag !== etag) throw new ObjectChanged(key)
}

interface Outcome {
  key: string
  /** The folder that lost a file. */
  directory: string | null
  failure: string | null
}

async function removeFile(folder: Folder, key: string): Promise<Outcome> {
  const path = plainPath(folder.root, key)
  try {
    if (path === null || !(await statFile(path))) return { key, directory: null, failure: null }
    await unlink(path)
    return { key, directory: dirname(path), failure: null }
  } catch (error) {
    if (isMissing(error)) return { key, directory: null, failure: null }
    const known = toStorageError(error)
    if (!(known instanceof AppError)) throw error
    return { key, directory: null, failure: known.message }
  }
}

async function tidyDirectories(root: string, outcomes: Outcome[]): Promise<void> {
  const directories = new Set(outcomes.flatMap(({ directory }) => directory ?? []))
  const remaining = new Set<string>()
  for (const directory of directories) remaining.add(await pruneDirectories(root, directory))
  for (const directory of remaining) await syncPath(directory)
}
