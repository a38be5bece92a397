import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeWithServer } from '@/lib/testing/servers'
import { startBreakingProxy } from './breaking-proxy'
import { base64 } from './case'
import type { Client, Verb } from './driver'
import { granaryClient } from './granary-driver'
import { type Ground, startGround } from './ground'
import { granaryPython } from './python-driver'

const MIB = 1024 ** 2
const LARGE = { content: base64('0123456789abcdef'.repeat(64)), times: 70 * 1024 }
const TIMEOUT_MS = 120_000

let ground: Ground

beforeAll(async () => {
  ground = await startGround()
})
afterAll(() => ground.close())

describeParts(granaryClient)
await describeWithServer('python', 'in Python', ({ python = '' }) => describeParts(granaryPython(python)))

/** Writes 70 MiB over a network that breaks, and answers what came of it. */
async function writeLarge(client: Client, verb: Verb, { s3, breaks }: { s3: string; breaks: number }) {
  const proxy = await startBreakingProxy(ground.place.baseUrl, { each: breaks })
  const driver = client.open({ ...ground.place, baseUrl: proxy.baseUrl })
  try {
    const outcome = await driver.call(verb, { object: { s3 }, ...LARGE }, ground.tokens.admin)
    return { outcome, broken: proxy.broken() }
  } finally {
    await driver.close()
    await proxy.close()
  }
}

const unfinished = () => readdir(join(ground.root, '.granary/uploads'))

function describeParts(client: Client): void {
  describe(`what is longer than 64 MiB, written by ${client.name}`, () => {
    const verbs = (['writeText', 'writeBytes', 'writeBlob', 'writeStream'] as const).filter(
      (verb) => !client.lacks[verb],
    )

    it.each(verbs)('goes in parts that are sent again when they break: %s', { timeout: TIMEOUT_MS }, async (verb) => {
      const s3 = `parts/${client.name}/${verb}`
      const { outcome, broken } = await writeLarge(client, verb, { s3, breaks: 1 })
      expect(outcome).toMatchObject({ ok: true, value: { s3 } })
      expect(broken).toBe(5)
      const info = await ground.stores._default_.head(s3)
      expect(info).toMatchObject({ size: 70 * MIB, etag: expect.stringMatching(/^[0-9a-f]{32}-5$/) })
      const { body } = await ground.stores._default_.read(s3, { range: { start: 16 * MIB - 8, end: 16 * MIB + 8 } })
      expect(Buffer.concat(await body.toArray()).toString()).toBe('89abcdef01234567')
      expect(await unfinished()).toEqual([])
    })

    it('leaves nothing when a part fails for good', { timeout: TIMEOUT_MS }, async () => {
      const s3 = `parts/${client.name}/failed`
      const { outcome } = await writeLarge(client, 'writeStream', { s3, breaks: 1000 })
      expect(outcome.ok).toBe(false)
      expect(await ground.stores._default_.head(s3)).toBeNull()
      expect(await unfinished()).toEqual([])
    })
  })
}
