import type { BigIntStats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { lookup } from 'mime-types'
import { nullIfMissing } from './filesystem-errors'
import type { Folder } from './filesystem-folder'
import type { BlobRow, StoredAttributes } from './filesystem-index'
import { blobPath, isConfined, plainPath } from './filesystem-paths'
import type { FileStatus } from './filesystem-stat'
import type { ObjectInfo } from './object-store'

/** An object and the file that holds its bytes. */
export interface Located {
  info: ObjectInfo
  path: string
  /** null for a blob, which never changes. */
  stamp: string | null
}

const ATTEMPTS = 10

/** Finds what `key` stands for now. A blob goes before a plain file of the same key, which only somebody outside can have put there. */
export async function findObject(folder: Folder, key: string, attempts = ATTEMPTS): Promise<Located | null> {
  const blob = folder.index?.findBlob(key)
  if (blob) return describeBlob(folder, key, blob)
  const path = plainPath(folder.root, key)
  const stats = path && (await statFile(path))
  if (!stats) return null
  if (attempts > 0 && (await isOutdated(folder, { key, path, stats }))) return findObject(folder, key, attempts - 1)
  return describePlainFile(folder, { key, path, stats })
}

type PlainFile = { key: string; path: string; stats: BigIntStats }

/** Whether a file was replaced, twice, since its status was read: then its attributes were forgotten. Without any, somebody else put it there. */
export async function isOutdated({ index }: Folder, { key, path, stats }: PlainFile): Promise<boolean> {
  const stamp = stampOf(stats)
  return index !== null && index.findFile(key, stamp) === null && (await stampAt(path)) !== stamp
}

/** A plain file as the object of its key. */
export function describePlainFile({ index }: Folder, { key, path, stats }: PlainFile): Located {
  const stamp = stampOf(stats)
  return { info: infoOf(key, stats, index?.findFile(key, stamp) ?? guessAttributes(key)), path, stamp }
}

/** The status of a plain file; null for what is no object: nothing, a folder, a link, a pipe, a path through a link. */
export async function statFile(path: string): Promise<BigIntStats | null> {
  const stats = await lstat(path, { bigint: true }).catch(nullIfMissing)
  return stats?.isFile() && (await isConfined(path)) ? stats : null
}

/** The stamp of whatever lies at `path`. */
export async function stampAt(path: string): Promise<string | null> {
  const stats = await lstat(path, { bigint: true }).catch(nullIfMissing)
  return stats && stampOf(stats)
}

/** Changes with every write and every edit of a file. */
export function stampOf(stats: FileStatus): string {
  return `${stats.mtimeNs}-${stats.size}-${stats.ino}`
}

/** The ETag of a file whose MD5 is not known. */
export function etagOf({ mtimeNs, size, ino }: FileStatus): string {
  return [mtimeNs, size, ino].map((part) => part.toString(16)).join('-')
}

/** By the ending of the name; null when it tells nothing. */
export function guessContentType(key: string): string | null {
  return lookup(key.slice(key.lastIndexOf('/') + 1)) || null
}

/** A blob as the object of its key. */
export function describeBlob(folder: Folder, key: string, { id, size, modified, ...attributes }: BlobRow): Located {
  const info = { key, size, lastModified: new Date(modified), ...attributes, storageClass: null, versionId: null }
  return { info, path: blobPath(folder.granary, id), stamp: null }
}

function infoOf(key: string, stats: BigIntStats, attributes: StoredAttributes): ObjectInfo {
  const summary = { key, size: Number(stats.size), lastModified: stats.mtime }
  return { ...summary, ...attributes, etag: attributes.etag ?? etagOf(stats), storageClass: null, versionId: null }
}

function guessAttributes(key: string): StoredAttributes {
  const unknown = { etag: null, contentDisposition: null, contentEncoding: null, cacheControl: null, metadata: {} }
  return { ...unknown, contentType: guessContentType(key) }
}
