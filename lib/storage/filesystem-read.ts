import type { BigIntStats } from 'node:fs'
import { constants, type FileHandle, lstat, open } from 'node:fs/promises'
import { lookup } from 'mime-types'
import { ObjectChanged, ObjectNotFound } from './errors'
import { isMissing, nullIfMissing } from './filesystem-errors'
import type { Folder } from './filesystem-folder'
import type { StoredAttributes } from './filesystem-index'
import { blobPath, isConfined, plainPath } from './filesystem-paths'
import { fileBody } from './filesystem-stream'
import type { ObjectContent, ObjectInfo, ReadOptions } from './object-store'
import { resolveRange } from './range'

/** An object and the file that holds its bytes. */
export interface Located {
  info: ObjectInfo
  path: string
  /** null for a blob. */
  stamp: string | null
}

// A blob that is replaced between the look into the index and the opening of its file is looked up again.
const ATTEMPTS = 10

/** Finds what `key` stands for now. A blob goes before a plain file of the same key, which only somebody outside can have put there. */
export async function findObject(folder: Folder, key: string): Promise<Located | null> {
  const blob = folder.index?.findBlob(key)
  if (blob) {
    const { id, size, modified, ...attributes } = blob
    const info = { key, size, lastModified: new Date(modified), ...attributes, storageClass: null, versionId: null }
    return { info, path: blobPath(folder.granary, id), stamp: null }
  }
  const path = plainPath(folder.root, key)
  const stats = path && (await statFile(path))
  return stats ? { ...describeFile(folder, key, stats), path } : null
}

/** Opens an object for reading; the version that was open stays readable while it is replaced. */
export async function readObject(folder: Folder, key: string, options: ReadOptions): Promise<ObjectContent> {
  const { info, file } = await openObject(folder, key)
  try {
    options.signal?.throwIfAborted()
    if (options.ifMatch !== undefined && options.ifMatch !== info.etag) throw new ObjectChanged(key)
    const range = resolveRange(key, options.range, info.size)
    return { info, ...range, body: fileBody(file, range, options.signal) }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function openObject(
  folder: Folder,
  key: string,
  attempts = ATTEMPTS,
): Promise<{ info: ObjectInfo; file: FileHandle }> {
  const found = await findObject(folder, key)
  const file = found && (await openFile(found.path))
  if (found && file)
    return found.stamp === null ? { info: found.info, file } : { info: await describeOpen(folder, key, file), file }
  if (!found || attempts === 0) throw new ObjectNotFound(key)
  return openObject(folder, key, attempts - 1)
}

async function describeOpen(folder: Folder, key: string, file: FileHandle): Promise<ObjectInfo> {
  return describeFile(folder, key, await file.stat({ bigint: true })).info
}

/** The status of a plain file; null for what is no object: nothing, a folder, a link, a pipe, a path through a link. */
export async function statFile(path: string): Promise<BigIntStats | null> {
  const stats = await lstat(path, { bigint: true }).catch(nullIfMissing)
  return stats?.isFile() && (await isConfined(path)) ? stats : null
}

// Never follows a link that took the place of the file, never waits for the other end of a pipe that did.
async function openFile(path: string): Promise<FileHandle | null> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    if ((await file.stat()).isFile()) return file
    await file.close()
    return null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function describeFile(folder: Folder, key: string, stats: BigIntStats): Omit<Located, 'path'> {
  const stamp = stampOf(stats)
  const attributes = folder.index?.findFile(key, stamp) ?? guessAttributes(key)
  const etag = attributes.etag ?? etagOf(stats)
  const summary = { key, size: Number(stats.size), lastModified: stats.mtime }
  return { info: { ...summary, ...attributes, etag, storageClass: null, versionId: null }, stamp }
}

/** Changes with every write and every edit of a file. */
export function stampOf(stats: BigIntStats): string {
  return `${stats.mtimeNs}-${stats.size}-${stats.ino}`
}

/** The ETag of a file whose MD5 is not known. */
export function etagOf({ mtimeNs, size, ino }: BigIntStats): string {
  return [mtimeNs, size, ino].map((part) => part.toString(16)).join('-')
}

/** By the ending of the name; null when it tells nothing. */
export function guessContentType(key: string): string | null {
  return lookup(key.slice(key.lastIndexOf('/') + 1)) || null
}

function guessAttributes(key: string): StoredAttributes {
  const unknown = { etag: null, contentDisposition: null, contentEncoding: null, cacheControl: null, metadata: {} }
  return { ...unknown, contentType: guessContentType(key) }
}
