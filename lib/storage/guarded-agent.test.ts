import http from 'node:http'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BlockedAddress, parseAddressPolicy } from './guarded-address'
import { type GuardOptions, guardedAgents, type Lookup, resolveChecked } from './guarded-agent'

let server: http.Server
let port: number
let requests: string[] = []

beforeAll(async () => {
  server = http.createServer((request, response) => {
    requests.push(request.headers.host ?? '')
    response.writeHead(request.url === '/moved' ? 302 : 200, { location: 'http://169.254.169.254/' }).end('reached')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = portOf(server)
})

afterAll(() => server.close())

const loopback = parseAddressPolicy('', { allowLoopback: true })

describe('guarded agents', () => {
  it('connect to a permitted address', async () => {
    expect(await get({ policy: loopback }, '127.0.0.1')).toBe('reached')
  })

  it.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433'])(
    'refuse http://%s before a byte is sent',
    async (host) => {
      requests = []
      await expect(get({}, host)).rejects.toBeInstanceOf(BlockedAddress)
      expect(requests).toEqual([])
    },
  )

  it('refuse a name when only one of its addresses is private', async () => {
    const lookup = answering(['52.216.0.1', '10.0.0.1'])
    await expect(get({ lookup }, 'mixed.example')).rejects.toBeInstanceOf(BlockedAddress)
  })

  it('never look up the name of a metadata service', async () => {
    const lookup: Lookup = () => expect.unreachable()
    await expect(get({ lookup, policy: loopback }, 'metadata.google.internal')).rejects.toBeInstanceOf(BlockedAddress)
  })

  it('connect to the address that was checked, although the name means another one a moment later', async () => {
    const answers = ['127.0.0.1', '10.0.0.1']
    const lookup: Lookup = (_host, _options, callback) =>
      callback(null, [{ address: answers.shift() ?? '', family: 4 }])
    expect(await get({ lookup, policy: loopback }, 'rebinding.example')).toBe('reached')
    expect(answers).toEqual(['10.0.0.1'])
    await expect(get({ lookup, policy: loopback }, 'rebinding.example')).rejects.toBeInstanceOf(BlockedAddress)
  })

  it('leave a redirect to the caller', async () => {
    expect(await get({ policy: loopback }, '127.0.0.1', '/moved')).toBe('302')
  })

  it('say the same of every address that is blocked', async () => {
    const sentences = await Promise.all(
      ['127.0.0.1', '10.0.0.1'].map((address) => get({ lookup: answering([address]) }, 'x.example').catch(String)),
    )
    expect(new Set(sentences).size).toBe(1)
    expect(sentences[0]).not.toMatch(/\d+\.\d+/)
  })

  it('give up a connection that is not made in time', async () => {
    const silent = net.createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const agents = guardedAgents({ policy: loopback, connectTimeoutMs: 100 })
    const failure = new Promise((resolve) => {
      const request = http.get({
        host: '127.0.0.1',
        port: portOf(silent),
        agent: agents.httpsAgent,
        protocol: 'https:',
      })
      request.on('error', resolve)
    })
    expect(await failure).toMatchObject({ code: 'ETIMEDOUT' })
    agents.destroy()
    silent.close()
  })
})

describe('resolveChecked', () => {
  it('answers the addresses of a name', async () => {
    const addresses = await resolveChecked('s3.example', 443, { lookup: answering(['52.216.0.1', '52.216.0.2']) })
    expect(addresses.map(({ address }) => address)).toEqual(['52.216.0.1', '52.216.0.2'])
  })

  it('fails like a missing name when there is no address', async () => {
    await expect(resolveChecked('s3.example', 443, { lookup: answering([]) })).rejects.toMatchObject({
      code: 'ENOTFOUND',
    })
  })
})

function answering(addresses: string[]): Lookup {
  return (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )
}

function portOf(listening: net.Server): number {
  const address = listening.address()
  return typeof address === 'object' && address ? address.port : 0
}

function get(options: GuardOptions, host: string, path = '/'): Promise<string> {
  const agents = guardedAgents(options)
  return new Promise<string>((resolve, reject) => {
    // Not by URL: its parser would already have normalised the odd spellings.
    const request = http.get(
      { host: host.replace(/^\[|\]$/g, ''), port, path, agent: agents.httpAgent },
      async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        resolve(response.statusCode === 200 ? Buffer.concat(chunks).toString() : `${response.statusCode}`)
      },
    )
    request.on('error', reject)
  }).finally(() => agents.destroy())
}
