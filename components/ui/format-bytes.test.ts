import { expect, it } from 'vitest'
import { formatBytes, formatCount, formatExactBytes } from './format-bytes'

it.each<[number, string, string]>([
  [0, '0 B', 'nothing is zero bytes'],
  [999, '999 B', 'bytes stay whole'],
  [1000, '1.0 kB', 'a step is 1000, not 1024'],
  [14_600, '14.6 kB', 'one decimal below 100'],
  [99_960, '100 kB', 'no decimal once it would round to 100'],
  [641_000_000, '641 MB', 'no decimal from 100'],
  [999_999, '1.0 MB', 'what rounds to 1000 moves to the next unit'],
  [999_499, '999 kB', 'and what does not stays'],
  [5_000_000_000, '5.0 GB', 'gigabytes'],
  [5_368_709_120, '5.4 GB', '5 GiB is 5.4 GB'],
  [2_000_000_000_000_000_000, '2000 PB', 'the last unit takes everything above it'],
])('%d bytes are written "%s": %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected))

it('writes exact bytes with thousands apart', () => {
  expect(formatExactBytes(697_123_456)).toBe('697,123,456 bytes')
  expect(formatExactBytes(1)).toBe('1 byte')
})

it('writes counts beyond what a number holds exactly', () => {
  expect(formatCount(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993')
  expect(formatCount(-1234)).toBe('-1,234')
})
