import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CloudPlace, clouds } from '@/lib/testing/clouds'
import { type Fault, type FaultyRequest, faultyProxy } from '@/lib/testing/faulty-proxy'
import { describeWithServer } from '@/lib/testing/servers'
import { linkStorage, startTransferLab } from '@/lib/testing/transfer-lab'

const bodies = { 'a/large': randomBytes(9 * 1024 ** 2), 'a/weiß #?%+ "x"': randomBytes(3000) }
const kept = { contentType: 'text/x-kept', cacheControl: 'no-store', metadata: { a: 'b' } }

for (const cloud of clouds)
  await describeWithServer(cloud.server, `between two places of one account at ${cloud.name}`, (server) => {
    let lab: Awaited<ReturnType<typeof startTransferLab>>
    let proxy: Awaited<ReturnType<typeof faultyProxy>>
    let [one, other] = [] as unknown as [CloudPlace, CloudPlace]
    let fault: (request: FaultyRequest) => Fault = () => null

    beforeEach(async () => {
      fault = () => null
      lab = await startTransferLab()
      proxy = await faultyProxy(server.endpoint, (request) => fault(request))
      one = await cloud.open(server, proxy.endpoint)
      other = await cloud.open(server, proxy.endpoint)
      await linkStorage('one', cloud.resourceType, one.value)
      await linkStorage('other', cloud.resourceType, other.value)
      for (const [key, body] of Object.entries(bodies)) await one.store.write(key, body, kept)
    })
    afterEach(async () => {
      await one.close()
      await other.close()
      await proxy.close()
    })

    const isCopy = ({ method, path, query }: FaultyRequest) =>
      cloud.server === 'azurite'
        ? method === 'PUT' && path.includes(`/${other.container}/`) && !query.has('comp')
        : /\/rewriteTo\//.test(path)

    async function expectWhole() {
      for (const [key, body] of Object.entries(bodies)) {
        const { info, body: stored } = await other.store.read(key)
        expect(info).toMatchObject(kept)
        expect(Buffer.concat(await stored.toArray()).equals(body)).toBe(true)
      }
    }

    it('the server copies, and no byte passes here', async () => {
      const read: string[] = []
      fault = ({ method, path, query }) => {
        // Google tells of an object at the same path, in another form.
        const isOfBytes = cloud.server === 'azurite' || query.get('alt') === 'media'
        if (method === 'GET' && path.includes('/a/') && isOfBytes) read.push(path)
        return null
      }
      const ended = await lab.run({ kind: 'move', source: 'one', target: 'other' })
      expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: 2 }, failed: { objects: 0 } } })
      expect(read).toEqual([])
      await expectWhole()
      expect((await one.store.list()).objects).toEqual([])
    })

    it('what the server has no time for at the moment is copied by it a little later', async () => {
      const read: string[] = []
      let refused = 0
      fault = (request) => {
        const { method, path, query, attempt } = request
        if (method === 'GET' && path.includes('/a/') && (cloud.server === 'azurite' || query.get('alt') === 'media'))
          read.push(path)
        if (!isCopy(request) || attempt > 1) return null
        refused += 1
        return { answer: cloud.refuse(503, cloud.server === 'azurite' ? 'ServerBusy' : 'backendError') }
      }
      const ended = await lab.run({ source: 'one', target: 'other', keys: ['a/large'] })
      expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: 1 }, failed: { objects: 0 } } })
      expect(refused).toBe(1)
      expect(read).toEqual([])
    })

    // At Azure the copy of a small blob goes where its bytes go.
    if (cloud.server === 'fake-gcs')
      it('what the server never has time for passes here, and objects after it wait for no more of its time', async () => {
        let asked = 0
        fault = (request) => {
          if (!isCopy(request)) return null
          asked += 1
          return { answer: cloud.refuse(503, 'backendError') }
        }
        await lab.run({ source: 'one', target: 'other', keys: ['a/large'] })
        const askedForOne = asked
        asked = 0
        const later = Array.from({ length: 16 }, (_, at) => `later/${at}`)
        for (const key of later) await one.store.write(key, Buffer.from(key))
        const ended = await lab.run({ source: 'one', target: 'other', keys: later })
        expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: later.length } } })
        expect(asked).toBeLessThan(later.length * askedForOne * 0.8)
      })

    it('what the server may not copy passes here instead', async () => {
      let refused = 0
      fault = (request) => {
        if (!isCopy(request) || request.attempt > 1) return null
        refused += 1
        return { answer: cloud.refuse(403, cloud.server === 'azurite' ? 'AuthorizationFailure' : 'forbidden') }
      }
      const ended = await lab.run({ source: 'one', target: 'other' })
      expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: 2 }, failed: { objects: 0 } } })
      expect(refused).toBe(2)
      await expectWhole()
    })
  })
