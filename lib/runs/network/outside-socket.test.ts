import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dialOwn } from './dial'
import { OutsideSocket } from './outside-socket'

it('a connection that fails at once ends the one that it is for, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'granary-outside-'))
  const path = join(folder, 'x.sock')
  // To all hosts at once there is no connection: Linux refuses it before it returns.
  const dial = () => dialOwn({ host: '255.255.255.255', port: 80 })
  const socket = await OutsideSocket.open(path, { dial, maxConnections: 10 })
  try {
    const near = connect(path)
    await once(near, 'close')
    expect(near.bytesRead).toBe(0)
  } finally {
    socket.close()
    await rm(folder, { recursive: true, force: true })
  }
})
