import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { listen } from '@/lib/testing/listen'
import { requireProgress } from './body-progress'

const bound = { bytes: 100, waitMs: 300 }

async function* sender(sizes: number[], pauseMs: number): AsyncGenerator<Buffer> {
  for (const size of sizes) {
    await sleep(pauseMs)
    yield Buffer.alloc(size)
  }
}

async function received(pieces: AsyncIterable<Buffer>, pauseMs = 0): Promise<number> {
  let size = 0
  for await (const piece of requireProgress(pieces, bound)) {
    size += piece.length
    if (pauseMs) await sleep(pauseMs)
  }
  return size
}

it('a body that comes steadily may take as long as it likes', async () => {
  expect(await received(sender(Array(8).fill(100), 60))).toBe(800)
})

it('a store that takes its time is not the sender’s fault', async () => {
  expect(await received(sender(Array(4).fill(10), 0), 120)).toBe(40)
})

it('a body that comes byte by byte, or not at all, is given up', async () => {
  const late = { code: 'RequestTimeout', status: 400 }
  await expect(received(sender(Array(50).fill(1), 60))).rejects.toMatchObject(late)
  await expect(received(sender([1], 10_000))).rejects.toMatchObject(late)
})

it('a piece that came while this process was busy has come', async () => {
  const server = createServer()
  const { port, close } = await listen(server)
  const client = connect(port, '127.0.0.1')
  const [socket] = (await once(server, 'connection')) as [Socket]
  if (client.connecting) await once(client, 'connect')
  const receiving = received(socket)
  await sleep(20)
  client.end(Buffer.alloc(100))
  for (const until = performance.now() + 2 * bound.waitMs; performance.now() < until; );
  expect(await receiving).toBe(100)
  await close()
})
