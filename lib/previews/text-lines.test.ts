import { describe, expect, it } from 'vitest'
import { memorySource } from './byte-source'
import { BLOCK_BYTES, openText } from './text-lines'

const encode = (text: string) => new TextEncoder().encode(text)

async function rowsOf(bytes: Uint8Array) {
  const lines = await openText(memorySource(bytes))
  const blocks = await Promise.all(Array.from({ length: lines.blockCount }, (_, i) => lines.load(i)))
  return { lines, rows: blocks.flatMap(({ rows }) => rows), lineCount: blocks.reduce((sum, b) => sum + b.lineCount, 0) }
}

const swapped = (bytes: Buffer) => Uint8Array.from(Buffer.from(bytes).swap16())

describe('openText', () => {
  it('shows every line of several blocks once, in order', async () => {
    const expected = Array.from({ length: 30_000 }, (_, i) => `line ${i} ${'ä'.repeat(i % 40)}`)
    const { rows, lineCount } = await rowsOf(encode(`${expected.join('\n')}\n`))
    expect(rows.map(({ text }) => text)).toEqual(expected)
    expect(lineCount).toBe(30_000)
  })

  it.each([
    ['one long line', 'ab€😀'.repeat(100_000)],
    ['long and short lines in turn', Array.from({ length: 50 }, (_, i) => `${i}${'x€'.repeat(i * 997)}`).join('\n')],
    ['nothing but line ends', '\n'.repeat(300_000)],
    ['a long line that ends at a block border', `${'y'.repeat(BLOCK_BYTES - 1)}\n${'z'.repeat(BLOCK_BYTES)}\nend`],
  ])('loses and doubles no byte of %s', async (_name, text) => {
    const bytes = encode(text)
    const { rows } = await rowsOf(bytes)
    let position = 0
    for (const row of rows) {
      expect(row.start).toBe(position)
      position = row.end
    }
    expect(position).toBe(bytes.length)
    expect(rows.map((row) => row.text).join('')).toBe(text.replaceAll('\n', ''))
  })

  it('reads the end of a large file without the rest', async () => {
    const source = memorySource(encode('some words on a line\n'.repeat(500_000)))
    const lines = await openText(source)
    const last = await lines.load(lines.blockCount - 1)
    expect(last.rows.at(-1)?.text).toBe('some words on a line')
    expect(source.stats.bytes).toBeLessThan(3 * BLOCK_BYTES)
    expect(lines.firstLine(lines.blockCount - 1)).toBeNull()
  })

  it('numbers lines once all blocks before are known', async () => {
    const lines = await openText(memorySource(encode('123456789\n'.repeat(40_000))))
    await lines.load(0)
    expect(lines.firstLine(1)).toBe(Math.ceil(BLOCK_BYTES / 10) + 1)
  })

  it.each([
    ['UTF-16 LE with a mark', Uint8Array.from(Buffer.from('\ufeffZürich\r\nend', 'utf16le')), 'utf-16le'],
    ['UTF-16 BE with a mark', swapped(Buffer.from('\ufeffZürich\r\nend', 'utf16le')), 'utf-16be'],
    ['UTF-16 LE without a mark', Uint8Array.from(Buffer.from('Zürich\r\nend', 'utf16le')), 'utf-16le'],
    ['Latin-1', Uint8Array.from(Buffer.from('Zürich\r\nend', 'latin1')), 'latin1'],
    ['UTF-8 with a mark', encode('\ufeffZürich\r\nend'), 'utf-8'],
  ])('reads %s', async (_name, bytes, encoding) => {
    const { lines, rows } = await rowsOf(bytes)
    expect(rows.map(({ text }) => text)).toEqual(['Zürich', 'end'])
    expect(lines.encoding).toBe(encoding)
  })

  it('keeps UTF-16 whole across block borders', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `Zeile ${i}`).join('\n')
    const { rows } = await rowsOf(Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le')))
    expect(rows.map((row) => row.text).join('\n')).toBe(text)
  })

  it('makes NUL, escapes and direction overrides visible', async () => {
    const { rows } = await rowsOf(encode('a\0b\x1b[31m \u202egpj.exe'))
    expect(rows[0]?.text).toBe('a␀b␛[31m ⟨U+202E⟩gpj.exe')
  })
})
