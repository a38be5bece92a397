import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { memorySource } from './byte-source'
import { MAX_CSV_COLUMNS, openCsv } from './csv'
import { fileByteSource } from './file-byte-source'

const golden = (name: string) => fileByteSource(fileURLToPath(new URL(`./files/${name}`, import.meta.url)))
const source = (text: string) => memorySource(new TextEncoder().encode(text))
const people = [
  ['name', 'city'],
  ['Jürg', 'Zürich'],
  ['Smith; Anna', 'two\r\nlines'],
]

describe('openCsv', () => {
  it.each([
    ['utf8.csv', 'utf-8'],
    ['utf8-bom.csv', 'utf-8'],
    ['latin1.csv', 'latin1'],
    ['utf16le.csv', 'utf-16le'],
    ['utf16be.csv', 'utf-16be'],
  ])('%s: finds the encoding and the semicolons, keeps quoted line ends', async (name, encoding) => {
    const file = await golden(name)
    const csv = await openCsv(file, { delimiter: null })
    expect(await csv.blocks.read(0, 10)).toEqual(people)
    expect(csv).toMatchObject({ encoding, delimiter: ';', width: 2 })
    await file.close()
  })

  it('says which rows have another number of cells', async () => {
    const csv = await openCsv(source('a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10,11,12\n'), { delimiter: null })
    await csv.blocks.reach(Number.POSITIVE_INFINITY)
    expect(csv.ragged).toEqual({
      count: 2,
      first: [
        { row: 2, cells: 2 },
        { row: 3, cells: 4 },
      ],
    })
  })

  it('takes a delimiter of the reader’s choice, of any character', async () => {
    const csv = await openCsv(source('a→b\nä→"→"\n'), { delimiter: '→' })
    expect(await csv.blocks.read(0, 5)).toEqual([
      ['a', 'b'],
      ['ä', '→'],
    ])
  })

  it('keeps NUL bytes', async () => {
    const csv = await openCsv(source('a,b\n1,x\0y\n'), { delimiter: ',' })
    expect(await csv.blocks.read(1, 2)).toEqual([['1', 'x\0y']])
  })

  it('leaves columns past the bound out and counts them', async () => {
    const csv = await openCsv(source(`${','.repeat(MAX_CSV_COLUMNS + 9)}\n`), { delimiter: ',' })
    const [row] = await csv.blocks.read(0, 1)
    expect(row).toHaveLength(MAX_CSV_COLUMNS)
    expect(csv.columnsLeftOut).toBe(10)
  })

  it('shows the beginning of a line of 50 MB and goes on after it', async () => {
    const csv = await openCsv(source(`a,b\n1,${'x'.repeat(50_000_000)}\n2,end\n`), { delimiter: ',' })
    const rows = await csv.blocks.read(0, 10)
    expect(rows.map((row) => row[0])).toEqual(['a', '1', '2'])
    expect(rows[1]?.[1]?.length).toBeLessThan(70_000)
    expect(csv.blocks.cutRows).toEqual([1])
  })

  it('survives a quote that is never closed', async () => {
    const csv = await openCsv(source(`a,b\n1,"never closed\n${'2,x\n'.repeat(2_000_000)}`), { delimiter: ',' })
    await csv.blocks.reach(3)
    expect(csv.blocks.cutRows).toEqual([1])
    expect(await csv.blocks.read(2, 3)).toEqual([['2', 'x']])
  })
})

describe('a large CSV', () => {
  const large = source(`id,word\n${Array.from({ length: 300_000 }, (_, i) => `${i},wörd ${i}`).join('\n')}\n`)

  it('is read only as far as it is looked at', async () => {
    const csv = await openCsv(large, { delimiter: null })
    const before = large.stats.bytes
    await csv.blocks.read(0, 50)
    expect(large.stats.bytes - before).toBeLessThan(300_000)
    expect(csv.blocks.done).toBe(false)
  })

  it('reads every row right after having dropped it', async () => {
    const csv = await openCsv(large, { delimiter: null })
    await csv.blocks.reach(Number.POSITIVE_INFINITY)
    expect(csv.blocks.rowCount).toBe(300_001)
    for (const row of [1, 20_000, 150_001, 299_999]) {
      expect(await csv.blocks.read(row, row + 1)).toEqual([[String(row - 1), `wörd ${row - 1}`]])
    }
  })

  it('stops reading on when nobody waits any more', async () => {
    const csv = await openCsv(large, { delimiter: null })
    const stop = new AbortController()
    const reading = csv.blocks.reach(Number.POSITIVE_INFINITY, stop.signal, () => stop.abort())
    await expect(reading).rejects.toThrow()
    expect(csv.blocks.done).toBe(false)
  })
})
