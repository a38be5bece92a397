import { describe, expect, it } from 'vitest'
import { nextSort, type Row, type Sort, sortRows, toRows } from './level-rows'
import type { LevelPage } from './schema'

function page(folders: string[], files: [string, number][], next: string | null = null): LevelPage {
  return {
    folders: folders.map((prefix) => ({ prefix, name: prefix.slice(0, -1) })),
    files: files.map(([key, size]) => ({ key, name: key, size, last_modified: new Date(size), etag: null })),
    next_page_token: next,
    restricted_access: false,
  }
}

const keys = (rows: Row[]) => rows.map((row) => row.key)

describe('rows of a level', () => {
  it('show folders first where one page holds the level', () => {
    expect(keys(toRows([page(['m/', 'z/'], [['a', 1]])], ''))).toEqual(['m/', 'z/', 'a'])
  })

  it('keep the order of the store over several pages', () => {
    const pages = [page(['b/'], [['a', 1]], 'next'), page(['d/'], [['c', 1]])]
    expect(keys(toRows(pages, ''))).toEqual(['a', 'b/', 'c', 'd/'])
  })

  it('leave out the marker of the folder itself', () => {
    const level = page(
      [],
      [
        ['dir/', 0],
        ['dir/x', 0],
      ],
    )
    expect(keys(toRows([level], 'dir/'))).toEqual(['dir/x'])
  })

  it('show an object with content although its key ends with a slash', () => {
    expect(keys(toRows([page([], [['dir/', 7]])], 'dir/'))).toEqual(['dir/'])
  })
})

describe('sorted rows', () => {
  const rows = toRows(
    [
      page(
        ['b/', 'a/'],
        [
          ['f10', 1],
          ['f2', 3],
          ['f1', 2],
        ],
      ),
    ],
    '',
  )

  it.each<[Sort, string[], string]>([
    [null, ['b/', 'a/', 'f10', 'f2', 'f1'], 'the order of the store'],
    [{ column: 'name', descending: false }, ['a/', 'b/', 'f1', 'f2', 'f10'], 'numbers within names count'],
    [{ column: 'name', descending: true }, ['b/', 'a/', 'f10', 'f2', 'f1'], 'folders stay first'],
    [{ column: 'size', descending: true }, ['b/', 'a/', 'f2', 'f1', 'f10'], 'largest first'],
    [{ column: 'modified', descending: false }, ['a/', 'b/', 'f10', 'f1', 'f2'], 'oldest first'],
  ])('by %o are %j: %s', (sort, expected) => expect(keys(sortRows(rows, sort))).toEqual(expected))

  it('do not touch the rows they were given', () => {
    sortRows(rows, { column: 'name', descending: false })
    expect(keys(rows)[0]).toBe('b/')
  })
})

it.each<[Sort, Sort]>([
  [null, { column: 'size', descending: false }],
  [
    { column: 'size', descending: false },
    { column: 'size', descending: true },
  ],
  [{ column: 'size', descending: true }, null],
  [
    { column: 'name', descending: true },
    { column: 'size', descending: false },
  ],
])('a click on size leads from %o to %o', (from, to) => expect(nextSort(from, 'size')).toEqual(to))
