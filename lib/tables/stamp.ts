import type { BigIntStats } from 'node:fs'

/** Changes with every write and every edit of a file. */
export function stampOf({ mtimeNs, size, ino }: BigIntStats): string {
  return `${mtimeNs}-${size}-${ino}`
}
