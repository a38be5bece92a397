import { expect, it } from 'vitest'
import type { Row } from '@/lib/objects/level-rows'
import { rowsLabel, toBatch } from './rows-label'

const file = (name: string): Row => ({ kind: 'file', key: name, name, size: 1, modified: new Date(0), etag: null })
const folder = (name: string): Row => ({ kind: 'folder', key: `${name}/`, name })

it.each<[Row[], string]>([
  [[file('a.csv')], '"a.csv"'],
  [[folder('dir')], '"dir"'],
  [[file('a'), file('b')], '2 files'],
  [[folder('a'), folder('b')], '2 folders'],
  [[file('a'), folder('b')], '1 file and 1 folder'],
])('%o are called %s', (rows, expected) => expect(rowsLabel(rows)).toBe(expected))

it('splits rows into keys and prefixes', () => {
  expect(toBatch([file('a'), folder('b'), file('c')])).toEqual({ keys: ['a', 'c'], prefixes: ['b/'] })
})
