import { describe, expect, it } from 'vitest'
import { checkArgs } from './check-args'
import type { FormField } from './form-field'
import { readFields } from './read-fields'
import { readRemembered, remember } from './remembered-args'
import { completeArgs, startArgs } from './start-args'
import { parseJsonText, toJsonText } from './unparsed'

const fieldOf = (property: object, required = true): FormField[] =>
  readFields({ properties: { x: property }, required: required ? ['x'] : [] }, (name) => name === 'S3Object')

describe('an argument', () => {
  it.each<[string, object, object]>([
    ['a text', { type: 'string' }, { kind: 'text', secret: false }],
    ['a password', { type: 'string', password: true }, { kind: 'text', secret: true }],
    ['an enum', { type: 'string', enum: ['a', 'b'] }, { kind: 'options', values: ['a', 'b'] }],
    ['an integer', { type: 'integer', minimum: 1 }, { kind: 'number', integer: true, minimum: 1 }],
    ['bytes', { type: 'string', contentEncoding: 'base64' }, { kind: 'bytes' }],
    ['a day', { type: 'string', format: 'date' }, { kind: 'date' }],
    ['a time', { type: 'string', format: 'date-time' }, { kind: 'datetime' }],
    ['a file', { type: 'object', format: 'resource-s3_object' }, { kind: 'file' }],
    ['a file in another spelling', { type: 'object', format: 'resource-s3object' }, { kind: 'file' }],
    ['a type that is only called so', { type: 'object', format: 'resource-S3Object' }, { kind: 'resource' }],
    ['a resource', { type: 'object', format: 'resource-s3' }, { kind: 'resource', type: 's3' }],
    ['files', { type: 'array', items: { type: 'resource', resourceType: 's3_object' } }, { kind: 'files' }],
    ['texts', { type: 'array', items: { type: 'string' } }, { kind: 'list', item: { kind: 'text' } }],
    ['anything', {}, { kind: 'json' }],
    ['any object', { type: 'object' }, { kind: 'json' }],
    ['a keyword that is not what it should be', { type: 'string', enum: 7, format: [] }, { kind: 'text' }],
  ])('that is %s gets its control', (_what, property, control) => {
    expect(fieldOf(property)[0]?.control).toMatchObject(control)
  })

  it('that is an object has fields, in their order, to a bounded depth', () => {
    const nested = (depth: number): object => ({
      type: 'object',
      properties: { b: { type: 'string' }, a: depth > 0 ? nested(depth - 1) : {} },
      order: ['a', 'b'],
    })
    const [field] = fieldOf(nested(100))
    expect(field?.control).toMatchObject({ kind: 'object', fields: [{ name: 'a' }, { name: 'b' }] })
    expect(JSON.stringify(field).length).toBeLessThan(10_000)
  })
})

it.each([null, 7, 'x', [], { properties: 7 }, { properties: { x: 7 } }])(
  'a schema that is %j breaks no form',
  (schema) => expect(readFields(schema, () => false).every(({ control }) => control.kind === 'json')).toBe(true),
)

it('begins with the defaults of the script, and with what an untouched control shows', () => {
  const schema = {
    properties: {
      city: { type: 'string', default: 'Riga' },
      dry: { type: 'boolean' },
      loud: { type: 'boolean' },
      file: { type: 'object', format: 'resource-s3_object' },
      range: { type: 'object', properties: { from: { type: 'integer', default: 3 }, to: { type: 'integer' } } },
      shape: {
        oneOf: [
          { title: 'url', properties: { kind: { enum: ['url'] }, url: { type: 'string' } }, required: ['kind'] },
          { title: 'text', properties: { kind: { enum: ['text'] } }, required: ['kind'] },
        ],
      },
    },
    required: ['dry', 'file', 'range', 'shape'],
  }
  const fields = readFields(schema, () => false)
  expect(startArgs(fields)).toEqual({ city: 'Riga', dry: false, range: { from: 3 }, shape: { kind: 'url' } })
})

it('gives null where the script has no other default and nothing is given', () => {
  const schema = { properties: { a: { type: 'string', default: null }, b: { type: 'string' }, c: { default: null } } }
  const fields = readFields(schema, () => false)
  expect(startArgs(fields)).toEqual({})
  expect(completeArgs(fields, { c: 1 })).toEqual({ a: null, c: 1 })
})

describe('a value', () => {
  const file = { type: 'object', format: 'resource-s3_object' }
  it.each<[object, unknown, RegExp | null]>([
    [{ type: 'string' }, '', /required/],
    [{ type: 'string', format: 'email' }, 'you', /e-mail/],
    [{ type: 'integer' }, 1.5, /whole/],
    [{ type: 'integer' }, 2 ** 60, /exact/],
    [{ type: 'number', maximum: 2 }, 3, /At most 2/],
    [{ type: 'number' }, 'x', /number/],
    [{ enum: ['a'] }, 'b', /one of a/],
    [{ type: 'string', format: 'date' }, '2026-5-1', /day/],
    [file, { s3: '' }, /file/],
    [file, { s3: 'a' }, null],
    [file, 's3:///a', null],
    [file, 's3://', /file/],
    [{ type: 'boolean' }, false, null],
    [{}, parseJsonText('{'), /not JSON/],
  ])('for %j: %j', (property, value, problem) => {
    const problems = checkArgs(fieldOf(property), { x: value })
    expect(problems).toEqual(problem === null ? {} : { x: expect.stringMatching(problem) })
  })

  it('is told by its place inside lists and objects', () => {
    const fields = fieldOf({ type: 'object', properties: { n: { type: 'array', items: { type: 'integer' } } } })
    expect(checkArgs(fields, { x: { n: [1, 'x'] } })).toEqual({ 'x/n/1': 'Enter a number.' })
  })

  it('may be left out where the script does without', () => {
    expect(checkArgs(fieldOf(file, false), {})).toEqual({})
  })
})

it('keeps what is typed while it is no JSON', () => {
  expect(toJsonText(parseJsonText('{ "a": '))).toBe('{ "a": ')
  expect(parseJsonText('  ')).toBeUndefined()
})

describe('remembered inputs', () => {
  const schema = {
    properties: {
      city: { type: 'string' },
      api_key: { type: 'string' },
      note: { type: 'string', password: true },
      raw: { type: 'string', contentEncoding: 'base64' },
      token_file: { type: 'object', format: 'resource-s3_object' },
    },
  }
  const fields = readFields(schema, () => false)
  const args = { city: 'Riga', api_key: 'k', note: 'n', raw: 'AAAA', token_file: { s3: 'a' }, stranger: 1 }

  it('hold no secrets and no bytes', () => {
    const [kept] = readRemembered(remember(null, fields, { at: 1, args }))
    expect(kept).toEqual({ at: 1, args: { city: 'Riga', token_file: { s3: 'a' } } })
  })

  it('are the last five different ones', () => {
    let text: string | null = null
    for (const at of [1, 2, 3, 4, 5, 6, 6.5])
      text = remember(text, fields, { at, args: { city: String(Math.floor(at)) } })
    expect(readRemembered(text).map(({ at }) => at)).toEqual([6.5, 5, 4, 3, 2])
  })

  it('are not kept where they are too long, and broken ones are none', () => {
    expect(readRemembered(remember(null, fields, { at: 1, args: { city: 'x'.repeat(70_000) } }))).toEqual([])
    expect(readRemembered('{')).toEqual([])
  })
})
