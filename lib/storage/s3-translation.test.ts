import { expect, it } from 'vitest'
import { copySource } from './s3-copy'
import { encodeMetadata, extentOf, keyDecoder, rangeHeader, toEtag, toInfo } from './s3-translation'

it.each<[string | undefined, string | null, string]>([
  ['"abc"', 'abc', 'quoted, as the standard says'],
  ['abc', 'abc', 'bare, as Ceph answers a copy'],
  ['W/"abc"', 'abc', 'weak'],
  ['', null, 'empty, as Ceph 16 answers a multipart upload'],
  [undefined, null, 'missing'],
])('the ETag %s is %s: %s', (given, expected) => expect(toEtag(given)).toBe(expected))

it.each([
  ['aws-chunked', null],
  ['gzip,aws-chunked', 'gzip'],
  ['aws-chunked, gzip, br', 'gzip, br'],
  ['gzip', 'gzip'],
  ['', null],
])('the content encoding %s is %s', (ContentEncoding, expected) => {
  expect(toInfo('k', 0, { ContentEncoding }).contentEncoding).toBe(expected)
})

it.each([
  [{ start: 0 }, 'bytes=0-'],
  [{ start: 5, end: 6 }, 'bytes=5-5'],
  [{ last: 7 }, 'bytes=-7'],
  [undefined, undefined],
])('the half-open range %o is %s', (range, header) => expect(rangeHeader(range)).toBe(header))

it('reads position and whole size from a partial answer', () => {
  expect(extentOf({ ContentRange: 'bytes 5-9/100', ContentLength: 5 })).toEqual({ start: 5, end: 10, size: 100 })
  expect(extentOf({ ContentLength: 5 })).toEqual({ start: 0, end: 5, size: 5 })
  expect(() => extentOf({})).toThrow(/how long/)
})

it.each([
  ['url', 'a%2Bb+c%0A%25', 'a+b c\n%'],
  ['url', 'a%2Fb', 'a/b'],
  ['url', '100%', '100%'],
  [undefined, 'a%2Bb+c', 'a%2Bb+c'],
])('a key listed in encoding %s as %s is %j', (encoding, listed, key) => expect(keyDecoder(encoding)(listed)).toBe(key))

it('carries any text through metadata, and plain text unchanged', () => {
  const given = { plain: 'Ada =?x', umlaut: 'Jürgen', emoji: '🌾', line: 'a\r\nb' }
  const sent = encodeMetadata(given) ?? {}
  expect(sent.plain).toBe('Ada =?x')
  expect(Object.values(sent).join('')).toMatch(/^[\x20-\x7e]*$/)
  expect(toInfo('k', 0, { Metadata: sent }).metadata).toEqual(given)
})

it('reads metadata that AWS has encoded in its own way', () => {
  expect(toInfo('k', 0, { Metadata: { a: '=?UTF-8?Q?J=C3=BCrgen_S?=' } }).metadata).toEqual({ a: 'Jürgen S' })
})

it.each([
  ['a/b', 'bucket/a/b'],
  ['a b+c%d?e#f', 'bucket/a%20b%2Bc%25d%3Fe%23f'],
  ["ü!'()*", 'bucket/%C3%BC%21%27%28%29%2A'],
  ['/lead//x/', 'bucket//lead//x/'],
])('the copy source of %s is %s', (key, expected) => expect(copySource('bucket', key)).toBe(expected))
