import { expect, it } from 'vitest'
import type { ByteRange } from '@/lib/storage/object-store'
import { parseByteRange } from './byte-range'

it.each<[string | undefined, ByteRange | undefined, string]>([
  ['bytes=0-99', { start: 0, end: 100 }, 'first and last byte, inclusive on the wire'],
  ['bytes=100-', { start: 100 }, 'from a byte to the end'],
  ['bytes=-8', { last: 8 }, 'the last bytes'],
  ['bytes=0-0', { start: 0, end: 1 }, 'one byte'],
  ['bytes=5-4', undefined, 'an inverted range is ignored'],
  ['bytes=0-1,4-5', undefined, 'several ranges are answered whole'],
  ['items=0-1', undefined, 'another unit is ignored'],
  ['bytes=-', undefined, 'nothing asked for'],
  ['bytes=99999999999999999999-', undefined, 'a number beyond what we can count'],
  [undefined, undefined, 'no header'],
])('reads %s as %o: %s', (header, expected) => expect(parseByteRange(header)).toEqual(expected))
