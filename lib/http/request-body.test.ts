import { createServer, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { requestBody } from './request-body'

const MIB = 1024 ** 2

it('comes in pieces of half a mebibyte at most, however slowly it is read: digests of them are made on the loop', async () => {
  const sizes: number[] = []
  const server = await listen(
    createServer(async (incoming, outgoing) => {
      for await (const piece of requestBody(incoming)) {
        sizes.push(piece.length)
        await sleep(20)
      }
      outgoing.end()
    }),
  )
  try {
    await new Promise((resolve, reject) => {
      const sent = request(server.endpoint, { method: 'PUT' }, (response) => response.resume().on('end', resolve))
      sent.on('error', reject).end(Buffer.alloc(8 * MIB))
    })
  } finally {
    await server.close()
  }
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(8 * MIB)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(MIB / 2)
})
