import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'

/** What people call a storage. */
export function storageTitle(name: string): string {
  return name === PRIMARY_STORAGE ? 'Primary' : name
}
