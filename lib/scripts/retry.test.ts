import { expect, it } from 'vitest'
import { type Retry, retryDelaySeconds } from './retry'

const constant: Retry = { constant: { attempts: 2, seconds: 5 } }
const growing: Retry = { exponential: { attempts: 3, multiplier: 2, seconds: 3 } }
const both: Retry = { ...constant, ...growing }
const spread: Retry = { exponential: { attempts: 1, multiplier: 10, seconds: 10, random_factor: 50 } }

it.each<[string, Retry | null, number, number | null]>([
  ['nothing was asked for', null, 0, null],
  ['no attempts are left over', constant, 2, null],
  ['constant', constant, 1, 5],
  ['exponential, the first', growing, 0, 6],
  ['exponential, the third', growing, 2, 54],
  ['exponential after constant', both, 2, 54],
  ['both are used up', both, 5, null],
  ['at most six hours', { exponential: { attempts: 20, seconds: 60 } }, 9, 21_600],
  ['a random factor, at its least', spread, 0, 50],
  ['nothing times more than a number holds', { exponential: { attempts: 100, multiplier: 0, seconds: 21_600 } }, 80, 0],
  [
    'more than a number holds, spread down to nothing',
    { exponential: { attempts: 100, multiplier: 2, seconds: 21_600, random_factor: 100 } },
    ...([80, 0] as const),
  ],
])('%s', (_, retry, failures, expected) => expect(retryDelaySeconds(retry, failures, () => 0)).toBe(expected))
