import { RangeNotSatisfiable } from './errors'
import type { ByteRange } from './object-store'

/** Clamps a range to an object of `size` bytes, or throws `RangeNotSatisfiable` where no byte of it exists. */
export function resolveRange(key: string, range: ByteRange | undefined, size: number): { start: number; end: number } {
  if (!range) return { start: 0, end: size }
  const start = 'last' in range ? size - Math.min(Math.max(range.last, 0), size) : range.start
  const end = 'last' in range ? size : Math.min(range.end ?? size, size)
  if (!(start >= 0 && start < end)) throw new RangeNotSatisfiable(key, size)
  return { start, end }
}
