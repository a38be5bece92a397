import { createHash, createHmac, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { PayloadHash } from './payload-hash'

const large = randomBytes(200_000)

it.each([
  ['nothing', []],
  ['one small chunk', [Buffer.from('grain')]],
  ['several chunks', [Buffer.from('gra'), Buffer.from('in')]],
  ['one large chunk, on another thread', [large]],
  ['a view into a larger buffer', [large.subarray(1, 150_001)]],
])('hashes %s as Node does', async (_case, chunks) => {
  const hash = new PayloadHash()
  for (const chunk of chunks) hash.update(chunk)
  expect(Buffer.from(await hash.digest())).toEqual(createHash('sha256').update(Buffer.concat(chunks)).digest())
})

it('makes keyed hashes with a text or bytes as the key', async () => {
  for (const secret of ['key', Buffer.from('key')]) {
    const hash = new PayloadHash(secret)
    hash.update('grain')
    expect(Buffer.from(await hash.digest())).toEqual(createHmac('sha256', 'key').update('grain').digest())
  }
})

it('starts over after a reset', async () => {
  const hash = new PayloadHash()
  hash.update('chaff')
  hash.reset()
  hash.update('grain')
  expect(Buffer.from(await hash.digest())).toEqual(createHash('sha256').update('grain').digest())
})
