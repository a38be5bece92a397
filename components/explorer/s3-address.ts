import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

/** `s3:///key` in the primary storage, `s3://storage/key` in another one: what the clients' `parse` functions take. */
export function s3Address(storage: string, key: string): string {
  return `s3://${storage === PRIMARY_STORAGE ? '' : storage}/${key}`
}
