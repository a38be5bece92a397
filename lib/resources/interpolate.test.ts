import { describe, expect, it } from 'vitest'
import { interpolate, type ReferenceSource } from './interpolate'

const variables: Record<string, string> = { 'u/a/host': 'eu', 'u/a/odd': "$&$1 and '$var:u/a/host'" }
const resources: Record<string, unknown> = {
  'u/a/flat': { region: '$var:u/a/host' },
  'u/a/a': { x: '$res:u/a/b' },
  'u/a/b': { x: '$res:u/a/a' },
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`u/deep/r${i}`, { x: `$res:u/deep/r${i + 1}` }])),
}
const source: ReferenceSource = {
  variable: async (path) => variables[path] ?? null,
  resource: async (path) => resources[path] ?? null,
}
const follow = (value: unknown) => interpolate(value, source)

describe('references', () => {
  it.each([
    ['a text without one', 'plain $var', 'plain $var'],
    ['a whole text', '$var:u/a/host', 'eu'],
    ['a part of a text', 'https://$var:u/a/host.example.com', 'https://eu.example.com'],
    ['twice in a text', '$var:u/a/host.$var:u/a/host', 'eu.eu'],
    ['a resource, with the references in it', '$res:u/a/flat', { region: 'eu' }],
    ['at any depth', { a: ['$var:u/a/host', 1, null, true] }, { a: ['eu', 1, null, true] }],
    ['a value that looks like a pattern, as it is', '<$var:u/a/odd>', `<$&$1 and '$var:u/a/host'>`],
  ])('follow %s', async (_what, value, expected) => expect(await follow(value)).toEqual(expected))

  it.each([
    ['$var:u/a/none', 'there is no variable u/a/none'],
    ['$var:u/a/host-1', 'there is no variable u/a/host-1'],
    ['$res:u/a/none', 'there is no resource u/a/none'],
    ['$res:u/a/a', 'leads back to itself'],
    ['$res:u/deep/r0', 'more than 8 references deep'],
    ['x $res:u/a/flat', 'stands inside a text'],
  ])('%s is refused: %s', async (value, sentence) => {
    await expect(follow({ field: value })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(sentence),
    })
  })
})
