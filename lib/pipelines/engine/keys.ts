import 'server-only'
import { createHash } from 'node:crypto'

/** A UUID (version 8: made as we like) that is the same for whoever begins that step: the database keeps it once. */
export function stepRunId(flowId: string, key: string): string {
  const bytes = createHash('sha256').update(`${flowId} ${key}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The steps of `b/3/c` in the words of its reader: `c in number 4 of b`, each as `nameOf` calls it. */
export function describeKey(key: string, nameOf: (id: string) => string): string {
  const parts = key.split('/')
  const words: string[] = []
  for (let at = parts.length - 1; at >= 0; at -= 2) {
    if (at < parts.length - 1) words.push(`in number ${Number(parts[at + 1]) + 1} of`)
    words.push(nameOf(parts[at] ?? ''))
  }
  return words.join(' ')
}
