import type { ByteRange } from '@/lib/storage/object-store'

/**
 * The one range that a Range header asks for, half-open, or undefined: then the whole object is the answer, as RFC 9110
 * section 14.2 allows for several ranges, other units and malformed headers.
 */
export function parseByteRange(header: string | undefined): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  if (first === '') return last === '' || !isSafe(last) ? undefined : { last: Number(last) }
  if (!isSafe(first) || !isSafe(last)) return undefined
  if (last === '') return { start: Number(first) }
  return Number(last) < Number(first) ? undefined : { start: Number(first), end: Number(last) + 1 }
}

function isSafe(digits: string): boolean {
  return Number(digits) < Number.MAX_SAFE_INTEGER
}
