import { expect, it } from 'vitest'
import { parseFileText, readFileValue, toFileValue, uploadKey } from './file-value'

it.each<[string, object | null]>([
  ['s3:///a/b.csv', { s3: 'a/b.csv', filename: 'b.csv' }],
  ['s3://_default_/a/b.csv', { s3: 'a/b.csv', filename: 'b.csv' }],
  ['  s3://cold/a b#?.csv\n', { s3: 'a b#?.csv', storage: 'cold', filename: 'a b#?.csv' }],
  ['s3:////a', { s3: '/a', filename: 'a' }],
  ['{ "s3": "k", "storage": "cold", "filename": "n" }', { s3: 'k', storage: 'cold', filename: 'n' }],
  ['{ "s3": "s3://cold/k" }', { s3: 'k', storage: 'cold', filename: 'k' }],
  ['s3://', null],
  ['s3://cold', null],
  ['a/b.csv', null],
  ['{ "s3": "" }', null],
  ['["s3"]', null],
])('%j is the file %j', (text, value) => expect(parseFileText(text)).toEqual(value))

it.each<[unknown, object | null]>([
  [{ s3: 'a/b' }, { storage: '_default_', key: 'a/b', filename: 'b' }],
  [
    { s3: 'a/b', filename: '' },
    { storage: '_default_', key: 'a/b', filename: 'b' },
  ],
  ['s3://cold/a', { storage: 'cold', key: 'a', filename: 'a' }],
  [
    { s3: 'a', storage: null },
    { storage: '_default_', key: 'a', filename: 'a' },
  ],
  [{ s3: '' }, null],
  [{ s3: 7 }, null],
  [null, null],
  ['text', null],
])('the value %j names %j', (value, file) => expect(readFileValue(value)).toEqual(file))

it('invents keys that the usual rules let everybody write', () => {
  expect(uploadKey('May report.final.CSV', 17, 0.5)).toBe('windmill_uploads/upload_17_32768.CSV')
  expect(uploadKey('../x/.y z', 17, 0)).toBe('windmill_uploads/upload_17_0.file')
  expect(toFileValue('_default_', 'k', 'n')).toEqual({ s3: 'k', filename: 'n' })
})
