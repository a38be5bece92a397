import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { ObjectExists } from './errors'
import { findObject, guessContentType } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import { placeObject } from './filesystem-place'
import { receive } from './filesystem-receive'
import {
  makeUploadFolder,
  openOwn,
  type PartFile,
  partFiles,
  placePart,
  readManifest,
  removeAbandonedUploads,
  removeUpload,
} from './filesystem-upload-folder'
import { lowerCaseNames, withTemporaryFile } from './filesystem-write'
import {
  chooseParts,
  type PartWrite,
  type StoredPart,
  type UploadAttributes,
  type UploadCompletion,
  type UploadPlace,
} from './multipart'
import type { WriteResult } from './object-store'

const CHUNK_BYTES = 1024 * 1024

/** Begins an upload in a folder of its own, beside the unfinished writes. */
export async function createUpload(folder: Folder, key: string, options: UploadAttributes): Promise<string> {
  if (options.overwrite === false && (await findObject(folder, key))) throw new ObjectExists(key)
  await removeAbandonedUploads(folder)
  return makeUploadFolder(folder, key, options)
}

/** Stores one part as a file that is there whole or not at all. */
export async function writePart(folder: Folder, part: PartWrite): Promise<StoredPart> {
  const { key, number, body, size, signal } = part
  await readManifest(folder, part)
  return withTemporaryFile(folder, async (temporary) => {
    const { etag } = await receive(temporary, { key, body, options: { size, signal } })
    await placePart(folder, part, { number, size, etag, temporary })
    return { number, etag, size }
  })
}

/** The parts that are stored, by number. */
export async function listParts(folder: Folder, upload: UploadPlace): Promise<StoredPart[]> {
  await readManifest(folder, upload)
  return (await partFiles(folder, upload)).map(({ number, etag, size }) => ({ number, etag, size }))
}

/** Joins the parts to one file and puts that in place. The parts stay until then, so that a crash costs only the joining. */
export async function completeUpload(folder: Folder, completion: UploadCompletion): Promise<WriteResult> {
  const { key, overwrite = true, signal } = completion
  const manifest = await readManifest(folder, completion)
  const parts = chooseParts(await partFiles(folder, completion), completion.parts)
  if (!overwrite && (await findObject(folder, key))) throw new ObjectExists(key)
  const etag = etagOfParts(parts)
  const size = await withTemporaryFile(folder, async (temporary) => {
    const stats = await join(parts, temporary, signal)
    const attributes = {
      etag,
      contentType: manifest.contentType ?? guessContentType(key),
      contentDisposition: manifest.contentDisposition ?? null,
      contentEncoding: manifest.contentEncoding ?? null,
      cacheControl: manifest.cacheControl ?? null,
      metadata: lowerCaseNames(manifest.metadata ?? {}),
    }
    await placeObject(folder, { key, temporary, stats, attributes, overwrite, signal })
    return Number(stats.size)
  })
  await removeUpload(folder, completion.id)
  return { etag, size }
}

/** Gives an upload up. */
export async function abortUpload(folder: Folder, upload: UploadPlace): Promise<void> {
  await readManifest(folder, upload)
  await removeUpload(folder, upload.id)
}

/** As S3 makes it: the MD5 of the MD5s of the parts, and their count. */
function etagOfParts(parts: readonly StoredPart[]): string {
  const md5 = createHash('md5')
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'))
  return `${md5.digest('hex')}-${parts.length}`
}

async function join(parts: readonly PartFile[], target: string, signal?: AbortSignal): Promise<BigIntStats> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  const file = await open(target, 'wx')
  try {
    for (const { path } of parts) await append(file, path, { buffer, signal })
    await file.sync()
    return await file.stat({ bigint: true })
  } finally {
    await file.close()
  }
}

async function append(file: FileHandle, path: string, { buffer, signal }: { buffer: Buffer; signal?: AbortSignal }) {
  const part = await openOwn(path)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await part.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return
      await file.writeFile(buffer.subarray(0, bytesRead))
    }
  } finally {
    await part.close()
  }
}
