import { checkKey, InvalidKey } from './keys'

/** Where the parts of uploads lie until these are complete. It is never listed. */
export const UPLOADS_FOLDER = '.granary-uploads/'

/** Refuses keys that Google takes for no object, and those of our own. */
export function checkGcsKey(key: string): string {
  checkKey(key)
  if (key === '.' || key === '..') throw new InvalidKey(key, 'Google takes no such name')
  if (/[\r\n]/.test(key)) throw new InvalidKey(key, 'Google takes no line breaks in a name')
  if (key.startsWith('.well-known/acme-challenge/')) throw new InvalidKey(key, 'Google keeps this folder for itself')
  if (key.startsWith(UPLOADS_FOLDER)) throw new InvalidKey(key, 'parts of uploads that are under way lie there')
  return key
}
