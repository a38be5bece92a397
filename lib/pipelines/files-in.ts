import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

const MAX_FOUND = 200
const MAX_DEPTH = 6

export type FileInResult = { s3: string; storage: string }

/** The files that a result names, as `{ s3, storage? }` at any place that is not too deep; how large they are it does not tell. */
export function filesIn(value: unknown): FileInResult[] {
  const found: FileInResult[] = []
  collect(value, MAX_DEPTH, found)
  return found
}

function collect(value: unknown, room: number, found: FileInResult[]): void {
  if (typeof value !== 'object' || value === null || room === 0 || found.length >= MAX_FOUND) return
  if ('s3' in value && typeof value.s3 === 'string') {
    const storage = 'storage' in value && typeof value.storage === 'string' ? value.storage : PRIMARY_STORAGE
    found.push({ s3: value.s3, storage: storage || PRIMARY_STORAGE })
  } else for (const item of Object.values(value)) collect(item, room - 1, found)
}
