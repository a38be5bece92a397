import { describe, expect, it } from 'vitest'
import { type Running, runningOf } from '@/lib/scripts/running'
import { newScriptSchema } from '@/lib/scripts/schema'
import { describeRunning } from './describe-running'
import { type RunningDraft, readRunningDraft, startRunningDraft } from './running-draft'

const start = startRunningDraft({})
const read = (change: Partial<RunningDraft>) => readRunningDraft({ ...start, ...change })

describe('the form of how a script runs', () => {
  it.each<[string, Running]>([
    ['nothing', {}],
    [
      'a bounded number at a time',
      { concurrent_limit: 3, concurrency_time_window_s: 60, concurrency_key: 'api-$args[x]' },
    ],
    ['all else', { priority: 70, timeout: 600, restart_unless_cancelled: true }],
    ['constant attempts', { retry: { constant: { attempts: 2, seconds: 0 } } }],
    [
      'both kinds of attempts',
      {
        retry: {
          constant: { attempts: 2, seconds: 30 },
          exponential: { attempts: 5, multiplier: 1.5, seconds: 2, random_factor: 10 },
        },
      },
    ],
  ])('keeps %s as it is', (_, running) => {
    expect(readRunningDraft(startRunningDraft(running))).toEqual({ running: runningOf(running), problems: null })
  })

  it('sends what the server takes', () => {
    const { running } = read({ priority: '5', retry: 'both', growingMultiplier: '0.5' })
    const script = { path: 'u/ada/x', content: '', language: 'bun', ...running }
    expect(newScriptSchema.parse(script)).toMatchObject({ priority: 5, retry: { exponential: { multiplier: 0.5 } } })
  })

  it.each<[keyof RunningDraft, string, RegExp]>([
    ['priority', '101', /highest priority is 100/],
    ['priority', 'high', /Enter a number/],
    ['timeout', '0', /At least one second/],
    ['timeout', '21601', /6 hours/],
    ['concurrentLimit', '-1', /negative/],
    ['concurrentLimit', '1.5', /Whole numbers/],
    ['concurrentLimit', '10001', /10,000/],
    ['concurrencyWindow', '2592001', /30 days/],
    ['concurrencyKey', 'k'.repeat(256), /255/],
  ])('%s of %s is refused beside the field', (name, value, message) => {
    expect(read({ [name]: value }).problems).toEqual({ [name]: expect.stringMatching(message) })
  })

  it.each<[keyof RunningDraft, string, RegExp]>([
    ['constantAttempts', '0', /At least one/],
    ['constantAttempts', '101', /100/],
    ['constantSeconds', '', /Enter a number/],
    ['growingAttempts', '', /Enter a number/],
    ['growingSeconds', '21601', /6 hours/],
    ['growingMultiplier', '-1', /negative/],
    ['growingSpread', '101', /100 percent/],
  ])(
    '%s of "%s" is refused where runs are tried again, and of no matter where they are not',
    (name, value, message) => {
      expect(read({ retry: 'both', [name]: value }).problems).toEqual({ [name]: expect.stringMatching(message) })
      expect(read({ [name]: value }).problems).toBeNull()
    },
  )
})

it.each<[Running, string[]]>([
  [{}, []],
  [{ priority: 0, concurrent_limit: 0, concurrency_key: 'x', retry: { constant: { attempts: 0 } } }, []],
  [{ concurrent_limit: 1, timeout: 90 }, ['One at a time', '1 min 30 s at most']],
  [
    { concurrent_limit: 5, concurrency_time_window_s: 60, concurrency_key: 'api' },
    ['5 in 1 min, counted with all of key api'],
  ],
  [{ timeout: 1e9 }, ['6 h at most']],
  [
    { priority: 9, retry: { constant: { attempts: 1, seconds: 10 }, exponential: { attempts: 4 } } },
    ['Priority 9', 'Tried again once after 10 s, then 4 times after growing times'],
  ],
  [{ restart_unless_cancelled: true }, ['Begun again when its worker is lost']],
])('%j is said in words', (running, lines) => expect(describeRunning(running)).toEqual(lines))
