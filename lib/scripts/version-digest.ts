import { createHash } from 'node:crypto'

const HASH_DIGITS = 16

/** What a version of a script goes by: 16 hexadecimal digits of a digest of all that it is. */
export function digestOf(version: object): string {
  return createHash('sha256').update(JSON.stringify(version)).digest('hex').slice(0, HASH_DIGITS)
}
