import { AppError } from '@/lib/errors'
import { checkKey } from '@/lib/storage/keys'

/**
 * Why a file may not go to `path` below a folder, or null when it may. Stricter than `checkKey`: a file that somebody drops
 * has a name on a disk, and `..` in it is an attempt to get out of the folder.
 */
export function checkUploadKey(prefix: string, path: string): string | null {
  const segments = path.split('/')
  if (segments.includes('..') || segments.includes('.')) return 'its path holds . or .. as a folder'
  if (segments.includes('')) return 'its path has a folder or a file without a name'
  return whyNotKey(prefix + path)
}

/** Why a text cannot be the key of an object, or null when it can. */
export function whyNotKey(key: string): string | null {
  try {
    checkKey(key)
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}
