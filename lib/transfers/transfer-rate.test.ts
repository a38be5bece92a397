import { expect, it } from 'vitest'
import { addSample, type RateSample, timeLeft, transferRate } from './transfer-rate'

const sampled = (...samples: [at: number, bytes: number][]) =>
  samples.reduce<RateSample[]>((all, [at, bytes]) => addSample(all, { at, bytes }), [])

it.each<[RateSample[], number | null, string]>([
  [sampled([0, 0], [1000, 500]), 500, 'bytes per second'],
  [sampled([0, 0], [100, 500]), null, 'too short to tell'],
  [sampled(), null, 'nothing sent'],
  [sampled([0, 0], [10_000, 9000], [11_000, 9100], [12_000, 9200]), 100, 'only the last seconds count'],
  [sampled([0, 0], [1000, 900], [2000, 100]), null, 'a cancelled file starts the measure again'],
])('the rate of %j is %j: %s', (samples, expected) => expect(transferRate(samples)).toBe(expected))

it.each([
  [1000, 500, 2000],
  [1000, null, null],
  [1000, 0, null],
])('%i bytes at %j take %j ms', (rest, rate, expected) => expect(timeLeft(rest, rate)).toBe(expected))
