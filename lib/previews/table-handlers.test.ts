import { describe, expect, it } from 'vitest'
import { memorySource } from './byte-source'
import { httpByteSource } from './http-byte-source'
import { tableHandlers } from './table-handlers'

const signal = new AbortController().signal
const file = { url: '', size: 0, etag: null }

function over(text: string) {
  return tableHandlers(() => memorySource(new TextEncoder().encode(text)))
}

describe('JSON lines', () => {
  const lines = ['{"id": 9007199254740993, "who": {"name": "Ann"}}', '[1, 2]', 'oops', '{"note": null, "id": 2}'].join(
    '\n',
  )

  it('are a table of all their members, numbers with every digit', async () => {
    const table = over(lines)
    const { firstRow, state } = await table.open({ ...file, format: 'ndjson', delimiter: null }, signal)
    expect(firstRow).toEqual(['id', 'who', 'value', 'note'])
    const { rows } = await table.read({ start: 0, end: 9, columnStart: 0, columnEnd: 4, limit: 200 }, signal)
    expect(rows).toEqual([
      ['9007199254740993', '{"name": "Ann"}', null, null],
      [null, null, '[1, 2]', null],
      [null, null, null, null],
      ['2', null, null, null],
    ])
    expect(state.complete).toBe(true)
  })

  it('that are not JSON are named', async () => {
    const { state } = await over(lines).open({ ...file, format: 'ndjson', delimiter: null }, signal)
    expect(state.broken).toEqual({ count: 1, first: [2] })
  })
})

describe('a CSV', () => {
  const text = `a,b\n${Array.from({ length: 60_000 }, (_, i) => `${i},${'x'.repeat(20)}`).join('\n')}\n`

  it('cuts long cells to what was asked for and sends only the columns in view', async () => {
    const table = over(text)
    await table.open({ ...file, format: 'csv', delimiter: null }, signal)
    const { rows } = await table.read({ start: 1, end: 2, columnStart: 1, columnEnd: 2, limit: 5 }, signal)
    expect(rows).toEqual([['xxxxx…']])
  })

  it('is read towards a far row in steps that say how far they are', async () => {
    const table = over(text)
    let { state } = await table.open({ ...file, format: 'csv', delimiter: null }, signal)
    expect(state.complete).toBe(false)
    while (!state.complete) {
      const before = state.bytesKnown
      state = await table.reach(Number.MAX_SAFE_INTEGER, signal)
      expect(state.bytesKnown).toBeGreaterThan(before)
    }
    expect(state.rowCount).toBe(60_001)
  })
})

it('reads a file that came whole with the first look from nowhere else', async () => {
  const text = 'a,b\n1,2\n3,4\n'
  const bytes = new TextEncoder().encode(text)
  const { open, read } = tableHandlers((remote) =>
    httpByteSource({ ...remote, fetch: () => Promise.reject(new Error('read again')) }),
  )
  await open({ url: '/', size: bytes.length, etag: null, head: bytes, format: 'csv', delimiter: null }, signal)
  const { rows, state } = await read({ start: 1, end: 9, columnStart: 0, columnEnd: 2, limit: 20 }, signal)
  expect(rows).toEqual([
    ['1', '2'],
    ['3', '4'],
  ])
  expect(state.stats).toEqual({ bytes: 0, requests: 0, milliseconds: 0 })
})
