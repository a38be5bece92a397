import { describe, expect, it } from 'vitest'
import type { AppError } from '@/lib/errors'
import { follow, parseExpression } from './expression'
import { readFlowValue } from './read-value'

const input = { size: 3, files: [{ s3: 'a.csv', 'a b': 1 }], text: 'abc' }

describe('a path to a value', () => {
  it.each([
    ['flow_input', input],
    ['flow_input.files[0].s3', 'a.csv'],
    [' flow_input["files"] [0]["a b"] ', 1],
    ['flow_input.files.length', 1],
    ['flow_input.missing', undefined],
    ['flow_input.constructor', undefined],
    ['flow_input.__proto__', undefined],
    ['flow_input.text[1]', 'b'],
  ])('%s leads to what is there', (text, expected) => {
    expect(follow(input, parseExpression(text)?.steps ?? [])).toEqual(expected)
  })

  it('through nothing leads nowhere', () => {
    expect(() => follow(input, parseExpression('flow_input.missing.s3')?.steps ?? [])).toThrow('there is no "s3"')
  })

  it.each([
    'fetch("http://x")',
    'flow_input.a()',
    'flow_input.a + 1',
    'flow_input[x]',
    'process.env',
    'results',
    'flow_input.',
    'flow_input.iter',
    'flow_inputs.a',
    '`${flow_input.a}`',
    'flow_input["a',
    '',
    `flow_input${'.a'.repeat(400)}`,
  ])('is all that is understood: %s is not', (text) => expect(parseExpression(text)).toBeNull())
})

const identity = (id: string) => ({ id, value: { type: 'identity' } })
const raw = (id: string, expr: string) => ({
  id,
  value: {
    ...{ type: 'rawscript', content: 'export const main = (x) => x', language: 'bun' },
    input_transforms: { x: { type: 'javascript', expr } },
  },
})
const loop = (id: string, modules: object[], expr = 'flow_input.list') => ({
  id,
  value: { type: 'forloopflow', iterator: { type: 'javascript', expr }, modules },
})
const nested = (depth: number): object => (depth === 0 ? identity('leaf') : loop(`l${depth}`, [nested(depth - 1)]))

describe('a pipeline', () => {
  it('that is right is read, with what was left out filled in', () => {
    const modules = [identity('a'), loop('b', [raw('c', 'flow_input.iter.value'), raw('d', 'results.a')]), nested(4)]
    expect(readFlowValue({ modules }).modules[1]).toMatchObject({
      value: { type: 'forloopflow', parallel: false, skip_failures: false },
    })
  })

  it.each([
    ['two steps of one id', [identity('a'), loop('b', [identity('a')])], 'Two steps have the id a'],
    ['a step that comes later', [raw('a', 'results.b'), identity('b')], 'results.b is no step before this one'],
    ['itself', [raw('a', 'results.a')], 'results.a is no step before'],
    ['a step within a loop', [loop('b', [identity('c')]), raw('d', 'results.c')], 'results.c is no step before'],
    ['an iteration outside of a loop', [raw('a', 'flow_input.iter.value')], 'only within a loop'],
    ['JavaScript', [raw('a', 'results.b.map(x => x)')], 'it is not run as JavaScript'],
    ['five levels', [nested(5)], 'nest 4 deep at most'],
    ['101 steps', Array.from({ length: 101 }, (_, at) => identity(`s${at}`)), 'at most 100'],
    ['an id with a slash', [identity('a/b')], 'letters, digits and _'],
    ['what is not there', [{ ...identity('a'), suspend: { required_events: 1 } }], 'approval'],
    ['an empty loop', [loop('a', [])], 'It needs a step'],
  ])('with %s is refused', (_what, modules, sentence) => {
    let told = ''
    try {
      readFlowValue({ modules })
    } catch (error) {
      told = JSON.stringify(error) + String(error)
    }
    expect(told).toContain(sentence)
  })

  it('nested without end is refused and exhausts nothing', () => {
    expect(() => readFlowValue({ modules: [nested(2000)] })).toThrow()
  })
})

describe('what is too much', () => {
  const step = (id: string, more: object = {}) => ({ id, value: { type: 'identity' }, ...more })
  const problems = (sent: object) => {
    try {
      readFlowValue(sent)
      return []
    } catch (error) {
      return (error as AppError).fields?.value ?? [(error as AppError).message]
    }
  }

  it('steps beyond the most there may be are told as one problem, and nothing more is looked for', () => {
    const modules = Array.from({ length: 101 }, () => step('same'))
    expect(problems({ modules })).toEqual(['It has 101 steps: at most 100 are possible.'])
    expect(problems({ modules: modules.slice(1) })).toHaveLength(99)
  })

  it('a pipeline of more than 2 MiB is refused before its form is read', () => {
    expect(problems({ modules: 'x'.repeat(2 * 1024 ** 2) })).toEqual([expect.stringContaining('at most 2 MiB')])
  })

  it.each(['concurrent_limit', 'early_return', 'cache_ttl', 'priority', 'failure_module'])(
    '%s is refused, since it would do nothing',
    (name) => expect(problems({ modules: [step('a')], [name]: 5 })).toEqual([expect.stringContaining('leave it out')]),
  )

  it('so are a mock that is switched on, and a timeout at what is no text', () => {
    const mock = (enabled: boolean) => step('a', { mock: { enabled, return_value: 1 } })
    expect(problems({ modules: [mock(true)] })).toEqual([expect.stringContaining('the step would be run')])
    expect(problems({ modules: [mock(false)] })).toEqual([])
    expect(problems({ modules: [step('a', { timeout: 5, summary: 'Wait' })] })).toEqual([
      expect.stringMatching(/^Step Wait \(a\): Only a step of its own text has a timeout/),
    ])
    expect(problems({ modules: [{ ...raw('a', 'flow_input'), timeout: { type: 'static', value: 5 } }] })).toEqual([])
    expect(problems({ modules: [{ ...raw('a', 'flow_input'), timeout: 0 }] })).toEqual([
      expect.stringContaining('At least one second.'),
    ])
  })

  it('so is retry at what is no script', () => {
    const retry = { constant: { attempts: 2, seconds: 1 } }
    expect(problems({ modules: [step('a', { retry })] })).toEqual([
      expect.stringContaining('Only scripts are tried again'),
    ])
  })
})
