import { formatCount } from './format-bytes'

/** `1 row`, `1,204 rows`, `0 rows`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}
