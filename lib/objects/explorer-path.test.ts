import { describe, expect, it } from 'vitest'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { type ExplorerPlace, explorerHref, parentPrefix, parseExplorerPath, placeOfKey } from './explorer-path'

const HOSTILE_KEYS = [
  ...hostileKeys.map(([, key]) => key),
  'plain.csv',
  'a/b/c.txt',
  'year=2026/month=01/part,1.parquet',
  'a//b',
  '//',
  '/',
  '/leading',
  'trailing/',
  'trailing//',
  'a/../b',
  '../etc/passwd',
  './x',
  'a/./b',
  '..',
  '...',
  'a/%2e%2e/b',
  '100%',
  '%2F/%25/%',
  'a#b?c&d=e+f',
  'dir#1/dir?2/dir+3/x y.txt',
  'back\\slash/x',
  ' leading space/ x',
  'tab\t/new\nline',
  'ünïcödé/日本語/العربية.txt',
  'emoji 👩‍👩‍👧/🎉',
  'evil\u202egpj.exe',
  'folder.rsc/x',
  'a/data.json/x',
  'quo\'te"s/`<script>`',
  'semi;colon/@at:colon',
  'x'.repeat(1024),
  'prefix',
  'search?file=x/y',
]

/** What a browser, a router and a server make of an address on its way. */
function travel(href: string) {
  const url = new URL(href, 'http://localhost:3000')
  expect(url.pathname.split('/').slice(1)).not.toContain('')
  return parseExplorerPath(url.pathname, url.searchParams)
}

describe('an address', () => {
  it.each(HOSTILE_KEYS)('opens the file %j', (key) => {
    const place = placeOfKey('_default_', key)
    expect(travel(explorerHref('lab', place))).toEqual(place)
    expect(place.file).toBe(key)
  })

  it.each(HOSTILE_KEYS)('opens the folder %j', (key) => {
    const place: ExplorerPlace = { storage: 'backup.2', prefix: `${key}/`, search: 'q/ %', file: null, full: false }
    expect(travel(explorerHref('lab', place))).toEqual(place)
  })

  it.each(HOSTILE_KEYS)('opens the object %j/ in its own folder', (key) => {
    const place: ExplorerPlace = { storage: '_default_', prefix: `${key}/`, search: '', file: `${key}/`, full: true }
    expect(travel(explorerHref('lab', place))).toEqual(place)
  })

  it.each(HOSTILE_KEYS)('of the folder %j survives a second decoding of its path', (key) => {
    const url = new URL(explorerHref('lab', { prefix: `${key}/` }), 'http://localhost')
    expect(parseExplorerPath(decodeURIComponent(url.pathname), url.searchParams).prefix).toBe(`${key}/`)
  })
})

it.each<[Partial<ExplorerPlace>, string, string]>([
  [{}, '/w/lab/explorer/_default_', 'the primary storage'],
  [{ storage: 'cold', prefix: 'a/b c/' }, '/w/lab/explorer/cold/a/b%20c', 'folders in the path'],
  [{ prefix: 'year=2026/' }, '/w/lab/explorer/_default_/year=2026', 'a partition stays readable'],
  [{ prefix: 'a/', file: 'a/x.csv' }, '/w/lab/explorer/_default_/a?file=x.csv', 'the open file by its name'],
  [{ file: 'x', full: true }, '/w/lab/explorer/_default_?file=x&view=full', 'the file as the page'],
  [{ full: true }, '/w/lab/explorer/_default_', 'nothing to show in full'],
  [{ prefix: 'a//b/' }, '/w/lab/explorer/_default_?prefix=a//b/', 'what a path cannot carry'],
  [{ storage: '..' }, '/w/lab/explorer?storage=..', 'a storage that a path cannot carry'],
])('%o is %s: %s', (place, expected) => expect(explorerHref('lab', place)).toBe(expected))

it.each([
  ['/w/lab/explorer', '', '_default_', ''],
  ['/w/lab/explorer/cold/', '', 'cold', ''],
  ['/w/lab/explorer/cold/a/b/', '', 'cold', 'a/b/'],
  ['/w/lab/explorer/cold/%E0%A4%A', '', 'cold', '%E0%A4%A/'],
  ['/w/lab/explorer/cold', 'prefix=a', 'cold', 'a/'],
])('reads %s?%s leniently', (pathname, query, storage, prefix) =>
  expect(parseExplorerPath(pathname, new URLSearchParams(query))).toMatchObject({ storage, prefix }),
)

it.each([
  ['a/b', 'a/'],
  ['a/b/', 'a/'],
  ['a', ''],
  ['a/', ''],
  ['/', ''],
  ['//', '/'],
  ['a//', 'a/'],
  ['', ''],
])('the folder of %j is %j', (key, expected) => expect(parentPrefix(key)).toBe(expected))
