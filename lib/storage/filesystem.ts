import { Readable } from 'node:stream'
import { toStorageError } from './filesystem-errors'
import { findObject } from './filesystem-find'
import { Folder } from './filesystem-folder'
import { listObjects } from './filesystem-list'
import { isConfined } from './filesystem-paths'
import { readObject } from './filesystem-read'
import { removeObjects } from './filesystem-remove'
import { listUploads } from './filesystem-upload-folder'
import { abortUpload, completeUpload, createUpload, listParts, writePart } from './filesystem-uploads'
import { copyObject, writeObject } from './filesystem-write'
import { checkKey } from './keys'
import { checkPartNumber } from './multipart'
import type { ObjectStore } from './object-store'

/**
 * A folder on local disk with the semantics of S3. Objects are plain files under their own names wherever a file can have
 * that name; the others lie as blobs in `.granary`, which is made with the first write.
 */
export function filesystemStore({ root }: { root: string }): ObjectStore {
  let opening: Promise<Folder> | null = null

  async function inFolder<T>(work: (folder: Folder) => Promise<T>): Promise<T> {
    try {
      return await work(await currentFolder())
    } catch (error) {
      throw toStorageError(error)
    }
  }

  async function currentFolder(): Promise<Folder> {
    opening ??= Folder.open(root)
    const current = opening
    try {
      const folder = await current
      if (await folder.isThere()) return folder
    } catch (error) {
      // The disk may be mounted later.
      forget(current)
      throw error
    }
    forget(current)
    return currentFolder()
  }

  function forget(folder: Promise<Folder>): void {
    if (opening !== folder) return
    opening = null
    folder.then((old) => old.close()).catch(() => {})
  }

  return {
    list: (options = {}) => inFolder((folder) => listObjects(folder, options)),
    head: (key) => inFolder(async (folder) => (await findObject(folder, checkKey(key)))?.info ?? null),
    read: (key, options = {}) => inFolder((folder) => readObject(folder, checkKey(key), options)),
    write(key, body, options = {}) {
      // It may fail before it is read; reading reports that then.
      if (body instanceof Readable) body.on('error', () => {})
      return inFolder((folder) => writeObject(folder, { key: checkKey(key), body, options }))
    },
    remove: (keys, options = {}) => inFolder((folder) => removeObjects(folder, keys.map(checkKey), options)),
    copy: (source, target, options = {}) =>
      inFolder((folder) => copyObject(folder, { ...options, source: checkKey(source), target: checkKey(target) })),
    place: { server: 'disk', container: root, account: '' },
    multipart: {
      create: (key, options = {}) => inFolder((folder) => createUpload(folder, checkKey(key), options)),
      part(part) {
        if (part.body instanceof Readable) part.body.on('error', () => {})
        return inFolder((folder) => writePart(folder, { ...part, number: checkPartNumber(part.number) }))
      },
      parts: (upload) => inFolder((folder) => listParts(folder, upload)),
      complete: (completion) => inFolder((folder) => completeUpload(folder, completion)),
      abort: (upload) => inFolder((folder) => abortUpload(folder, upload)),
      list: ({ prefix = '' } = {}) => inFolder((folder) => listUploads(folder, prefix)),
    },
    localPath: (key) =>
      inFolder(async (folder) => {
        const path = (await findObject(folder, checkKey(key)))?.path
        return path && (await isConfined(path)) ? path : null
      }),
    async close() {
      const folder = await opening?.catch(() => null)
      opening = null
      await folder?.close()
    },
  }
}
