import { closeSync } from 'node:fs'
import { ObjectChanged, ObjectNotFound } from './errors'
import { describeBlob, describePlainFile, isOutdated } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import { type OpenFile, openPlainFile } from './filesystem-open-file'
import { plainPath } from './filesystem-paths'
import { fileBody } from './filesystem-stream'
import type { ObjectContent, ObjectInfo, ReadOptions } from './object-store'
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
    return { info, ...range, body: fileBody(file.descriptor, { key, ...range }, options.signal) }
  } catch (error) {
    closeSync(file.descriptor)
    throw error
  }
}

type Opened = { info: ObjectInfo; file: OpenFile }

async function openObject(folder: Folder, key: string): Promise<Opened> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const opened = await tryOpen(folder, key)
    if (opened) return opened
  }
  throw new ObjectChanged(key)
}

/** null when the object was replaced just now. */
async function tryOpen(folder: Folder, key: string): Promise<Opened | null> {
  const blob = folder.index?.findBlob(key)
  if (blob) {
    const { info, path } = describeBlob(folder, key, blob)
    const file = await openPlainFile(path)
    return file && { info, file }
  }
  const path = plainPath(folder.root, key)
  const file = path && (await openPlainFile(path))
  if (!file) throw new ObjectNotFound(key)
  const plain = { key, path, stats: file.stats }
  try {
    if (!(await isOutdated(folder, plain))) return { info: describePlainFile(folder, plain).info, file }
  } catch (error) {
    closeSync(file.descriptor)
    throw error
  }
  closeSync(file.descriptor)
  return null
}
