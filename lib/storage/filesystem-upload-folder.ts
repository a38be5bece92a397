import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { UploadNotFound } from './errors'
import { isMissing, nullIfMissing } from './filesystem-errors'
import type { Folder } from './filesystem-folder'
import { hasOwnFile, hasOwnFolder, makeOwnFolder } from './filesystem-own'
import { syncPath } from './filesystem-paths'
import type { StoredPart, StoredUpload, UploadAttributes, UploadPlace } from './multipart'

const UPLOADS = 'uploads'
const MANIFEST = 'upload.json'
const ABANDONED_MS = 7 * 24 * 3600 * 1000

const text = z.string().optional()
const manifestSchema = z.object({
  key: z.string(),
  contentType: text,
  contentDisposition: text,
  contentEncoding: text,
  cacheControl: text,
  metadata: z.record(z.string(), z.string()).optional(),
})
export type UploadManifest = z.output<typeof manifestSchema>

/** A part and the file that holds its bytes. */
export type PartFile = StoredPart & { path: string }

/** Makes the folder of a new upload, with what it will be an object of, and answers its id. */
export async function makeUploadFolder(folder: Folder, key: string, options: UploadAttributes): Promise<string> {
  const id = randomBytes(16).toString('hex')
  const temporary = folder.newTemporaryPath()
  const { contentType, contentDisposition, contentEncoding, cacheControl, metadata } = options
  const manifest: UploadManifest = { key, contentType, contentDisposition, contentEncoding, cacheControl, metadata }
  const file = await open(temporary, 'wx')
  try {
    await file.writeFile(JSON.stringify(manifest))
    await file.sync()
  } finally {
    await file.close()
  }
  makeOwnFolder(join(folder.granary, UPLOADS))
  makeOwnFolder(uploadPath(folder, id))
  await rename(temporary, join(uploadPath(folder, id), MANIFEST))
  await syncPath(uploadPath(folder, id))
  return id
}

/** What the upload was begun for. Throws `UploadNotFound` for another key or an id that is none. */
export async function readManifest(folder: Folder, { key, id }: UploadPlace): Promise<UploadManifest> {
  if (!isId(id) || !isThere(folder, id)) throw new UploadNotFound(key)
  const file = await openOwn(join(uploadPath(folder, id), MANIFEST)).catch(nullIfMissing)
  if (!file) throw new UploadNotFound(key)
  try {
    const manifest = manifestSchema.parse(JSON.parse(await file.readFile('utf8')))
    if (manifest.key !== key) throw new UploadNotFound(key)
    return manifest
  } finally {
    await file.close()
  }
}

/** Opens a file of an upload, which is no link. */
export function openOwn(path: string) {
  return open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
}

/** Makes a whole file a part: from then on the others of its number are gone. */
export async function placePart(folder: Folder, upload: UploadPlace, part: StoredPart & { temporary: string }) {
  const path = uploadPath(folder, upload.id)
  const name = partName(part)
  try {
    await rename(part.temporary, join(path, name))
  } catch (error) {
    // Completed or given up while the part was on its way.
    throw isMissing(error) ? new UploadNotFound(upload.key, { cause: error }) : error
  }
  await syncPath(path)
  const others = (await readdir(path)).filter((other) => other !== name && parsePart(other)?.number === part.number)
  for (const other of others) await rm(join(path, other), { force: true })
}

/** The parts that are stored, by number. */
export async function partFiles(folder: Folder, { id }: UploadPlace): Promise<PartFile[]> {
  const path = uploadPath(folder, id)
  const names = (await readdir(path).catch(nullIfMissing)) ?? []
  return names
    .sort()
    .flatMap((name) => parsePart(name) ?? [])
    .map((part) => ({ ...part, path: join(path, partName(part)) }))
}

/** Removes an upload with all its parts. */
export async function removeUpload(folder: Folder, id: string): Promise<void> {
  await rm(uploadPath(folder, id), { recursive: true, force: true })
}

/** Removes uploads that nobody has sent a part of for a week. */
export async function removeAbandonedUploads(folder: Folder, now = Date.now()): Promise<void> {
  if (!hasOwnFolder(folder.granary, UPLOADS)) return
  for (const id of (await readdir(join(folder.granary, UPLOADS))).filter(isId)) {
    const touched = await lstat(uploadPath(folder, id)).catch(nullIfMissing)
    if (touched && now - touched.mtimeMs > ABANDONED_MS) await removeUpload(folder, id)
  }
}

/** The uploads under way whose keys begin with `prefix`. */
export async function listUploads(folder: Folder, prefix: string): Promise<StoredUpload[]> {
  if (!hasOwnFolder(folder.granary, UPLOADS)) return []
  const found: StoredUpload[] = []
  for (const id of (await readdir(join(folder.granary, UPLOADS))).filter(isId)) {
    const file = isThere(folder, id) ? await openOwn(join(uploadPath(folder, id), MANIFEST)).catch(nullIfMissing) : null
    if (!file) continue
    try {
      const { key } = manifestSchema.parse(JSON.parse(await file.readFile('utf8')))
      if (key.startsWith(prefix)) found.push({ key, id, startedAt: (await file.stat()).mtime })
    } finally {
      await file.close()
    }
  }
  return found
}

function isId(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name)
}

function isThere(folder: Folder, id: string): boolean {
  // Each step is checked not to be a link.
  const uploads = join(folder.granary, UPLOADS)
  return hasOwnFolder(folder.granary, UPLOADS) && hasOwnFolder(uploads, id) && hasOwnFile(join(uploads, id), MANIFEST)
}

function uploadPath(folder: Folder, id: string): string {
  return join(folder.granary, UPLOADS, id)
}

/** Number, size and MD5 stand in the name, so that a part needs no second file that could be lost. */
function partName({ number, size, etag }: StoredPart): string {
  return `${String(number).padStart(5, '0')}-${size}-${etag}`
}

function parsePart(name: string): StoredPart | null {
  const match = /^(\d{5})-(\d+)-([0-9a-f]{32})$/.exec(name)
  return match ? { number: Number(match[1]), size: Number(match[2]), etag: match[3] ?? '' } : null
}
