import { expect, it } from 'vitest'
import { describeWithServer } from './servers'

await describeWithServer('versitygw', 'a real server', (server) => {
  it('answers on loopback', async () => {
    expect((await fetch(server.endpoint)).headers.get('content-type')).toContain('xml')
  })
})
