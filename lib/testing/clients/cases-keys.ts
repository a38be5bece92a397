import { expect } from 'vitest'
import { hostileKeys } from '@/lib/storage/contract-keys'
import { base64, type Case, text } from './case'
import { anyWrite } from './cases-files'

// One character is escaped six times over by some encodings.
const more: [string, string][] = [
  ['with a plus and a space', 'a+b c%20d'],
  ['with all that an address could trip over', '#?&=;:@!$,()*[]\'"<>{}|\\^`~'],
  ['in another normal form', 'cafe\u0301'],
  ['with a percent sign alone', '100%'],
  ['with two slashes at its end', 'end//'],
  ['with a line break', 'line\nbreak'],
]

/** Every key comes back as it went, through every client. */
export const keyCases: Case[] = [...hostileKeys, ...more].map(([name, key]) => ({
  name: `a key ${name} comes back`,
  verbs: ['load', 'delete'],
  async run({ call, client, stored }) {
    const object = { s3: key }
    expect(await call(anyWrite(client.lacks), { object, content: base64(`of ${name}`) })).toMatchObject(object)
    expect(await stored(key)).toBe(`of ${name}`)
    expect(text(await call('load', { object }))).toBe(`of ${name}`)
    await call('delete', { object })
    expect(await stored(key)).toBeNull()
  },
}))
