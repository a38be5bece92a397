import { expect, it } from 'vitest'
import { formatDuration, formatIso, formatTime, formatUtcDay } from './format-time'

const now = new Date(2026, 10, 22, 12, 0, 0).getTime()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

it.each<[number, string, string]>([
  [now, 'just now', 'this moment'],
  [now - 59_000, 'just now', 'under a minute'],
  [now - 5 * MINUTE, '5 min ago', 'minutes'],
  [now - 3.9 * 60 * MINUTE, '3 h ago', 'whole hours that have passed'],
  [now - DAY, '1 day ago', 'one day'],
  [now - 6.99 * DAY, '6 days ago', 'days up to a week'],
  [now - 7 * DAY, '15 Nov 2026', 'the day from a week on'],
  [now + 5 * MINUTE, 'in 5 min', 'a time ahead'],
  [now + 6.99 * DAY, 'in 7 days', 'days that begin to pass'],
  [now + 23.8 * 60 * MINUTE, 'in 1 day', 'hours that are a day'],
  [now + 30 * DAY, '22 Dec 2026', 'a day far ahead'],
  [Number.NaN, '–', 'a date that is none'],
])('%d is written "%s": %s', (time, expected) => expect(formatTime(new Date(time), now)).toBe(expected))

it('writes the UTC day for readers whose zone is not known', () => {
  expect(formatUtcDay(new Date('2026-11-03T23:59:59Z'))).toBe('3 Nov 2026')
})

it('writes ISO times to the second and nothing for a date that is none', () => {
  expect(formatIso(new Date('2026-11-03T14:02:09.123Z'))).toBe('2026-11-03T14:02:09Z')
  expect(formatIso(new Date(Number.NaN))).toBe('')
})

it.each<[number, string]>([
  [165.4, '165 ms'],
  [1500, '1.5 s'],
  [9999, '9.9 s'],
  [59_999, '59 s'],
  [125_000, '2 min 5 s'],
  [120_000, '2 min'],
  [12_000_000, '3 h 20 min'],
])('%d ms are written "%s"', (ms, expected) => expect(formatDuration(ms)).toBe(expected))
