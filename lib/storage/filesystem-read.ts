import { constants, type FileHandle, open, readlink } from 'node:fs/promises'
import { ObjectChanged, ObjectNotFound } from './errors'
import { isMissing, nullIfMissing } from './filesystem-errors'
import { findObject, type Located, stampOf } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import { fileBody } from './filesystem-stream'
import type { ObjectContent, ReadOptions } from './object-store'
import { resolveRange } from './range'

// An object that is replaced between the search and the opening of its file is searched again.
const ATTEMPTS = 50

/** Opens an object for reading; the version that was open stays readable while it is replaced. */
export async function readObject(folder: Folder, key: string, options: ReadOptions): Promise<ObjectContent> {
  const { info, file } = await openObject(folder, key)
  try {
    options.signal?.throwIfAborted()
    if (options.ifMatch !== undefined && options.ifMatch !== info.etag) throw new ObjectChanged(key)
    const range = resolveRange(key, options.range, info.size)
    return { info, ...range, body: fileBody(file, { key, ...range }, options.signal) }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openObject(folder: Folder, key: string) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await findObject(folder, key)
    if (!found) throw new ObjectNotFound(key)
    const file = await openFile(found.path)
    if (!file) continue
    if (await isThat(file, found, folder.root)) return { info: found.info, file }
    await file.close()
  }
  throw new ObjectChanged(key)
}

// Never follows a link that took the place of the file, never waits for the other end of a pipe that did.
async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function isThat(file: FileHandle, { stamp }: Located, root: string): Promise<boolean> {
  const stats = await file.stat({ bigint: true })
  return stats.isFile() && (stamp === null || stamp === stampOf(stats)) && (await isInside(file, root))
}

// A folder on the way may have become a link after it was looked at. Linux tells what was opened in the end.
async function isInside(file: FileHandle, root: string): Promise<boolean> {
  const path = await readlink(`/proc/self/fd/${file.fd}`).catch(nullIfMissing)
  return path === null || path.startsWith(root === '/' ? root : `${root}/`)
}
