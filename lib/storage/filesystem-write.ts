import type { BigIntStats } from 'node:fs'
import { constants, copyFile, open, rm } from 'node:fs/promises'
import { ObjectChanged, ObjectExists, ObjectNotFound } from './errors'
import { isMissing } from './filesystem-errors'
import { findObject, guessContentType, stampAt } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import { isConfined } from './filesystem-paths'
import { placeObject } from './filesystem-place'
import { receive } from './filesystem-receive'
import type { ObjectStore, ObjectWrite, WriteResult } from './object-store'

type Copy = { source: string; target: string } & NonNullable<Parameters<NonNullable<ObjectStore['copy']>>[2]>

const COPY_ATTEMPTS = 5

/** Streams `body` into a temporary file and puts that in place when it is whole and on disk. */
export async function writeObject(folder: Folder, write: ObjectWrite): Promise<WriteResult> {
  const { key, options } = write
  const overwrite = options.overwrite ?? true
  if (!overwrite && (await findObject(folder, key))) throw new ObjectExists(key)
  return withTemporaryFile(folder, async (temporary) => {
    const { etag, stats } = await receive(temporary, write)
    const attributes = {
      etag,
      contentType: options.contentType ?? guessContentType(key),
      contentDisposition: options.contentDisposition ?? null,
      contentEncoding: options.contentEncoding ?? null,
      cacheControl: options.cacheControl ?? null,
      metadata: lowerCaseNames(options.metadata ?? {}),
    }
    const { ifMatch, signal } = options
    await placeObject(folder, { key, temporary, stats, attributes, overwrite, ifMatch, signal })
    return { etag, size: Number(stats.size) }
  })
}

/** Copies inside the storage; a disk that can share blocks between files copies no bytes. */
export async function copyObject(folder: Folder, copy: Copy): Promise<void> {
  const { source, target, overwrite = true, ifMatch, signal } = copy
  if (!overwrite && (await findObject(folder, target))) throw new ObjectExists(target)
  await withTemporaryFile(folder, async (temporary) => {
    const info = await copyWhole(folder, source, temporary)
    const stats = await syncFile(temporary)
    // The derived ETag of a file that somebody else put there belongs to that file alone.
    const etag = info.etag && /^[0-9a-f]{32}$/.test(info.etag) ? info.etag : null
    const { contentType, contentDisposition, contentEncoding, cacheControl, metadata } = info
    const attributes = { etag, contentType, contentDisposition, contentEncoding, cacheControl, metadata }
    await placeObject(folder, { key: target, temporary, stats, attributes, overwrite, ifMatch, signal })
  })
}

// Bytes and attributes of one version: a source that was replaced during the copy is copied again.
async function copyWhole(folder: Folder, source: string, temporary: string) {
  for (let attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
    const found = await findObject(folder, source)
    if (!found) throw new ObjectNotFound(source)
    const copied = (await isConfined(found.path)) && (await copyIfThere(found.path, temporary))
    if (copied && (found.stamp === null || (await stampAt(found.path)) === found.stamp)) return found.info
  }
  throw new ObjectChanged(source)
}

async function copyIfThere(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function syncFile(path: string): Promise<BigIntStats> {
  const file = await open(path, 'r')
  try {
    await file.sync()
    return await file.stat({ bigint: true })
  } finally {
    await file.close()
  }
}

/** Gives `work` the path of a new file, which is gone afterwards unless it was moved. */
export async function withTemporaryFile<T>(folder: Folder, work: (path: string) => Promise<T>): Promise<T> {
  const path = folder.newTemporaryPath()
  try {
    return await work(path)
  } finally {
    await rm(path, { force: true })
  }
}

/** Names of metadata as HTTP gives them back. */
export function lowerCaseNames(metadata: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]))
}
