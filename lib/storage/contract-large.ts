import { describe, expect, it } from 'vitest'
import { memoryGrowth, type Suite, text, zeros } from './contract-support'

const MIB = 1024 ** 2
const STREAMED_BYTES = 256 * MIB
const MAX_GROWTH_BYTES = 128 * MIB
const TIMEOUT_MS = 300_000

/** Large objects pass through with flat memory. */
export function describeLargeObjects({ store, opened, supports }: Suite): void {
  describe('a large object', () => {
    it('is written and read with flat memory', { timeout: TIMEOUT_MS }, async () => {
      const growth = await memoryGrowth(async () => {
        const result = await store().write('large/streamed', zeros(STREAMED_BYTES, 'the end'))
        expect(result.size).toBe(STREAMED_BYTES)
        let read = 0
        for await (const chunk of (await store().read('large/streamed')).body) read += chunk.length
        expect(read).toBe(STREAMED_BYTES)
      })
      expect(growth).toBeLessThan(MAX_GROWTH_BYTES)
      await store().remove(['large/streamed'])
    })

    it('is read at its end', { timeout: TIMEOUT_MS }, async () => {
      const size = supports.largeBytes
      const place =
        opened().placeSparse ?? ((key, bytes, tail) => store().write(key, zeros(bytes, tail), { size: bytes }))
      await place('large/end', size, 'the end')
      const content = await store().read('large/end', { range: { last: 7 } })
      expect(content).toMatchObject({ start: size - 7, end: size, info: { size } })
      expect(await text(content)).toBe('the end')
      expect(await text(store().read('large/end', { range: { start: size - 3 } }))).toBe('end')
      expect((await store().list({ prefix: 'large/end' })).objects[0]?.size).toBe(size)
      await store().remove(['large/end'])
    })
  })
}
