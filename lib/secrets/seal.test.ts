import { beforeAll, describe, expect, it } from 'vitest'
import { reloadEnv } from '@/lib/env'
import { keyId, open, seal } from './seal'

const place = { workspaceId: 'lab', path: 'u/ada/bucket', field: 'secretKey' }
const useKey = (byte: number) => {
  process.env.MASTER_KEY = Buffer.alloc(32, byte).toString('base64')
  reloadEnv()
}

beforeAll(() => useKey(1))

describe('a sealed secret', () => {
  it('opens to what was sealed, any Unicode included', () => {
    expect(open(seal('s3cr€t 🌾', place), place)).toBe('s3cr€t 🌾')
  })

  it('holds nothing of the secret in clear, and differs each time', () => {
    const [first, second] = [seal('canary-secret', place), seal('canary-secret', place)]
    expect(first).not.toBe(second)
    expect(first).not.toContain('canary')
    expect(first).not.toContain(Buffer.from('canary-secret').toString('base64'))
  })

  it.each([
    ['another workspace', { workspaceId: 'other' }],
    ['another path', { path: 'u/bob/bucket' }],
    ['another field', { field: 'accessKey' }],
  ])('does not open for %s', (_case, change) => {
    expect(() => open(seal('s', place), { ...place, ...change })).toThrow('cannot be decrypted')
  })

  it('does not open with another master key', () => {
    const sealed = seal('s', place)
    useKey(2)
    expect(() => open(sealed, place)).toThrow('The secret secretKey of u/ada/bucket cannot be decrypted. Set it again.')
    useKey(1)
  })

  it('does not open once a byte was changed', () => {
    const sealed = JSON.parse(seal('secret', place))
    const box = Buffer.from(sealed.box, 'base64')
    box[box.length - 1] = (box.at(-1) ?? 0) ^ 1
    expect(() => open(JSON.stringify({ ...sealed, box: box.toString('base64') }), place)).toThrow('cannot be decrypted')
  })
})

it('names a master key without telling it', () => {
  expect(keyId(Buffer.alloc(32, 1))).not.toBe(keyId(Buffer.alloc(32, 2)))
  expect(keyId(Buffer.alloc(32, 1))).toMatch(/^[0-9a-f]{12}$/)
})
