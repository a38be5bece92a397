import { describe, expect, it } from 'vitest'
import { readResult } from './read-result'
import { appendLog, colorLog, NO_LOG } from './run-log'

const file = { storage: '_default_', key: 'a/b.csv', filename: 'b.csv', download: true }

describe('a result', () => {
  it.each<[unknown, object]>([
    [null, { kind: 'nothing' }],
    ['text', { kind: 'text', text: 'text' }],
    ['s3:///a/b.csv', { kind: 'file', file }],
    [{ s3: 'a/b.csv' }, { kind: 'file', file }],
    [
      { s3: 's3://cold/a', filename: 'n' },
      { kind: 'file', file: { storage: 'cold', key: 'a', filename: 'n' } },
    ],
    [
      { s3: 'a/b.csv', disable_download: true },
      { kind: 'file', file: { ...file, download: false } },
    ],
    [[{ s3: 'a/b.csv' }, { s3: 'a/b.csv' }], { kind: 'files', files: [file, file] }],
    [Array.from({ length: 101 }, () => ({ s3: 'a' })), { kind: 'table', columns: ['s3'] }],
    [[{ a: 1 }, { b: 2 }], { kind: 'table', columns: ['a', 'b'] }],
    [[1, 2], { kind: 'json', value: [1, 2] }],
    [[], { kind: 'json', value: [] }],
    [{ s3: '' }, { kind: 'json' }],
    [{ render_all: ['x', { s3: 'a/b.csv' }] }, { kind: 'all', results: [{ kind: 'text' }, { kind: 'file' }] }],
    [{ error: { message: 'none' } }, { kind: 'json' }],
  ])('%j is %j', (value, result) => expect(readResult(value, false)).toMatchObject(result))

  it('of a failed run is its error', () => {
    const error = { name: 'TypeError', message: 'boom', stack: 'at main' }
    expect(readResult({ error }, true)).toEqual({ kind: 'error', ...error })
    expect(readResult('out of memory', true)).toEqual({ kind: 'json', value: 'out of memory' })
  })

  it('in itself for ever comes to an end', () => {
    let value: unknown = 'x'
    for (let depth = 0; depth < 100; depth++) value = { render_all: [value] }
    expect(JSON.stringify(readResult(value, false)).length).toBeLessThan(5000)
  })
})

describe('a log', () => {
  it('grows by what is new, and keeps its end', () => {
    const first = appendLog(NO_LOG, { new_logs: 'one\n', log_offset: 4 })
    const second = appendLog(first, { new_logs: 'two\n', completed: true })
    expect(second).toEqual({ text: 'one\ntwo\n', offset: 8, cut: false, completed: true })
    const long = appendLog(second, { new_logs: 'x'.repeat(500_000) })
    expect(long).toMatchObject({ cut: true, offset: 500_008 })
    expect(long.text).toHaveLength(400_000)
  })

  it('has its colours, and none of the rest that terminals are told', () => {
    const text = 'a \u001b[1;31mred\u001b[0m \u001b[38;5;200mb\u001b[2K\u001b]0;title\u0007c\u001b[96md'
    expect(colorLog(text).map(({ text, color, bold }) => [text, color, bold])).toEqual([
      ['a ', null, false],
      ['red', 'red', true],
      [' ', null, false],
      ['b', null, false],
      ['c', null, false],
      ['d', 'cyan', false],
    ])
  })
})
