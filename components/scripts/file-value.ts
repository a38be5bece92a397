import { locateObject, s3ObjectSchema } from '@/lib/objects/schema'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { isObject } from './start-args'

/** A file as scripts take it. Without a storage it lies in the primary one. */
export type FileValue = { s3: string; storage?: string; filename?: string }

/** The value that stands for an object of a storage. */
export function toFileValue(storage: string, key: string, filename = nameOf(key)): FileValue {
  return { s3: key, ...(storage !== PRIMARY_STORAGE && { storage }), filename }
}

/** The file that a value names, whichever way it does; null where it names none. */
export function readFileValue(value: unknown): { storage: string; key: string; filename: string } | null {
  // The published Python client says null for the primary storage.
  const named = isObject(value) && value.storage === null ? { ...value, storage: undefined } : value
  const read = s3ObjectSchema.safeParse(named)
  if (!read.success || !read.data.file_key) return null
  const { storage, file_key: key } = read.data
  const told = isObject(value) && typeof value.filename === 'string' ? value.filename : ''
  return { storage, key, filename: told || nameOf(key) }
}

/** The file that somebody wrote down: `s3://storage/key`, `s3:///key`, or `{ "s3": … }` as text. Null for anything else. */
export function parseFileText(text: string): FileValue | null {
  const trimmed = text.trim()
  const uri = locateObject({ storage: PRIMARY_STORAGE, file_key: trimmed })
  if (trimmed.startsWith('s3://'))
    return uri.file_key && uri.file_key !== trimmed ? toFileValue(uri.storage, uri.file_key) : null
  const value = parseObject(trimmed)
  const file = readFileValue(value)
  return file && toFileValue(file.storage, file.key, file.filename)
}

/** The form of key that users of the published clients know, which the usual permission rules let everybody write. */
export function uploadKey(filename: string, now: number, random: number): string {
  const extension = /\.([A-Za-z\d]{1,16})$/.exec(filename)?.[1] ?? 'file'
  return `windmill_uploads/upload_${now}_${Math.floor(random * 65536)}.${extension}`
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1) || key
}

function parseObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
