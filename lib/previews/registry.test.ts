import { expect, it } from 'vitest'
import { BROWSER_READ_TYPES, choosePreview } from './registry'
import { INLINE_TYPES } from './sniff'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const choose = (name: string, head: string) => choosePreview({ name, size: head.length }, bytes(head))

it.each([
  ['a.parquet', 'PAR1\x15\x04', 'parquet', null],
  ['a', 'PAR1\x15\x04', 'parquet', null],
  ['a.parquet', 'id,name\n1,x\n', 'text', 'The name says this is Parquet, but the content is text.'],
  ['a.csv', 'id;name\n', 'csv', null],
  ['A.TSV', 'id\tname\n', 'csv', null],
  [
    'a.csv',
    '\x00\x01\x02\x03\x04\xff\xfe\x99',
    'none',
    'The name says this is a table, but the content is binary data of an unknown kind.',
  ],
  ['a.csv', 'a,b\n1,\x00\n2,3\n', 'csv', null],
  ['a.json', '{"a": 1}', 'json', null],
  ['a.jsonl', '{"a": 1}\n', 'ndjson', null],
  ['a.svg', '<svg xmlns="x"/>', 'image', null],
  ['photo.png', '\x89PNG\r\n\x1a\n', 'image', null],
  ['photo.png', '%PDF-1.7', 'pdf', 'The name says this is an image, but the content is a PDF document.'],
  ['x.pdf', '<html><script>', 'text', 'The name says this is a PDF, but the content is text.'],
  ['notes', 'BMW and BZh are words', 'text', null],
  ['a.zip', 'PK\x03\x04\x00\x00', 'none', null],
  ['a.mp3', 'ID3\x04\x00\x00', 'audio', null],
  ['a.log', 'one\x1b[31m red\n', 'text', null],
])('%s that begins with %j is shown as %s', (name, head, kind, notice) => {
  expect(choose(name, head)).toMatchObject({ kind, notice })
})

it('says that an empty file is empty, whatever its name', () => {
  expect(choosePreview({ name: 'a.parquet', size: 0 }, new Uint8Array(0))).toMatchObject({
    kind: 'empty',
    notice: null,
  })
})

it.each(BROWSER_READ_TYPES)(
  '%s has a viewer in which the browser reads, so there is a type to serve it under',
  (type) => {
    expect(INLINE_TYPES.get(type)).toMatch(/^(image|audio|video|application)\/(?!octet-stream)/)
  },
)
