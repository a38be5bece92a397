import { describe, expect, it } from 'vitest'
import { memorySource } from './byte-source'
import { openJson } from './json'
import { childrenOf, countChildren, scanJson } from './json-scan'

const open = (text: string) => openJson(memorySource(new TextEncoder().encode(text)))

describe('scanJson', () => {
  it.each([
    '{}',
    '[]',
    ' [1, 2.5e-3, -0, true, false, null, "a\\u00e9\\n"] ',
    '{"a": {"b": [{}, []]}, "": ""}',
    '"x"',
    '12345678901234567890',
  ])('accepts %s as JSON.parse does', (text) => {
    expect(() => JSON.parse(text)).not.toThrow()
    const { start, end } = scanJson(text)
    expect(text.slice(start, end)).toBe(text.trim())
  })

  it.each([
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "['x']",
    '[01]',
    '[1 2]',
    '{"a" 1}',
    '"\\x"',
    '"a\nb"',
    '[1]]',
    'tru',
    'NaN',
    '[-]',
    '{"a":}',
    '[,1]',
  ])('refuses %j as JSON.parse does', (text) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(() => scanJson(text)).toThrow()
  })

  it('survives a million brackets', () => {
    const text = '['.repeat(1_000_000) + ']'.repeat(1_000_000)
    expect(scanJson(text).end).toBe(text.length)
  })
})

describe('childrenOf', () => {
  const text = '{"big": 9007199254740993, "list": [1, [2, 3], {"x": null}], "q\\"": "v"}'

  it('names the members and keeps every digit', () => {
    const { children } = childrenOf(text, scanJson(text))
    expect(children.map(({ key, kind, start, end }) => [key, kind, text.slice(start, end)])).toEqual([
      ['big', 'number', '9007199254740993'],
      ['list', 'array', '[1, [2, 3], {"x": null}]'],
      ['q"', 'string', '"v"'],
    ])
  })

  it('answers a stretch of a long list and says that there is more', () => {
    const list = `[${Array.from({ length: 5000 }, (_, i) => i).join(',')}]`
    const { children, more } = childrenOf(list, scanJson(list), { from: 1000, limit: 3 })
    expect(children.map(({ key }) => key)).toEqual([1000, 1001, 1002])
    expect(more).toBe(true)
    expect(countChildren(list, scanJson(list))).toBe(5000)
  })
})

it('says where a file stops being JSON', async () => {
  expect(await open('{\n  "a": 1,\n  "b": oops\n}')).toMatchObject({
    valid: false,
    mistake: 'Shown as text, since it is not valid JSON: line 3, column 8 should be a value.',
  })
})
