import { beforeAll, expect, it } from 'vitest'
import { startTestInstance } from '@/lib/testing/instance'
import { resolveHost } from './resolve-host'

beforeAll(async () => void (await startTestInstance()))

it('says which name is not found', async () => {
  await expect(resolveHost('nothing.invalid', 443)).rejects.toThrow(
    'asks for the host nothing.invalid, which cannot be found',
  )
})
