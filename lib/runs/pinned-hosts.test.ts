import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'
import { reloadEnv } from '@/lib/env'
import { startTestInstance } from '@/lib/testing/instance'
import { pinnedHosts } from './pinned-hosts'
import { findSandbox } from './process/sandbox'

beforeAll(async () => void (await startTestInstance()))
const sandboxed = (await findSandbox()).program !== null

it.skipIf(!sandboxed)(
  'gives names the addresses that were looked at, with and without a dot, before all others',
  async () => {
    process.env.ALLOW_PRIVATE_ENDPOINTS = 'localhost'
    reloadEnv()
    const path = await pinnedHosts([{ host: 'localhost', port: 80 }])
    expect((await readFile(path ?? '', 'utf8')).split('\n')[0]).toMatch(/^(127\.0\.0\.1|::1) localhost localhost\.$/)
    delete process.env.ALLOW_PRIVATE_ENDPOINTS
    reloadEnv()
  },
)

it('says which name is not found, and makes no file where nothing is asked for', async () => {
  expect(await pinnedHosts([])).toBeUndefined()
  if (sandboxed)
    await expect(pinnedHosts([{ host: 'nothing.invalid', port: 443 }])).rejects.toThrow(
      'asks for the host nothing.invalid, which cannot be found',
    )
})
