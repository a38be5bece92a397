import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRole } from '@/lib/testing/ceph-roles'
import { faultyProxy } from '@/lib/testing/faulty-proxy'
import { LOOPBACK, openTestBucket, settingsOf, type TestBucket } from '@/lib/testing/s3-servers'
import { describeWithServer } from '@/lib/testing/servers'
import { openS3 } from './s3'
import { createBucket } from './s3-bucket'
import type { S3Settings } from './s3-settings'

await describeWithServer('ceph-roles', 'A bucket that is reached by a role', (server) => {
  let bucket: TestBucket
  let role: string

  beforeAll(async () => {
    bucket = await openTestBucket(server)
    role = await createRole(server, { principal: { AWS: ['arn:aws:iam:::user/main'] }, action: 'sts:AssumeRole' })
  })
  afterAll(() => bucket.close())

  const withRole = (changes: Partial<S3Settings> = {}) => ({ ...bucket.settings, roleArn: role, ...changes })

  it('is read and written with the temporary credentials of the role, and not with the keys', async () => {
    const opened = createBucket(withRole(), LOOPBACK)
    const credentials = await opened.client.config.credentials()
    expect(credentials.accessKeyId).not.toBe(server.accessKey)
    expect(credentials.sessionToken).toBeTruthy()
    const store = openS3(withRole(), LOOPBACK)
    await store.write('a b/é.txt', Buffer.from('by a role'))
    expect((await store.list()).objects.map(({ key }) => key)).toEqual(['a b/é.txt'])
    expect(Buffer.concat(await (await store.read('a b/é.txt')).body.toArray()).toString()).toBe('by a role')
    await store.close?.()
    opened.client.destroy()
  })

  it('is reached with a session token that somebody else got', async () => {
    const opened = createBucket(withRole(), LOOPBACK)
    const {
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      sessionToken: token,
    } = await opened.client.config.credentials()
    opened.client.destroy()
    const store = openS3({ ...bucket.settings, accessKey, secretKey, token }, LOOPBACK)
    await store.write('token.txt', Buffer.from('x'))
    expect(await store.head('token.txt')).toMatchObject({ size: 1 })
    await store.close?.()
    const without = openS3({ ...bucket.settings, accessKey, secretKey }, LOOPBACK)
    await expect(without.list()).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('access key'),
    })
    await without.close?.()
  })

  it('names a role that there is none of, keys that may not assume it, and a wrong secret', async () => {
    const said = async (settings: S3Settings) => {
      const store = openS3(settings, LOOPBACK)
      return store
        .list()
        .catch(({ code, message }) => `${code}: ${message}`)
        .finally(() => store.close?.())
    }
    const { otherAccessKey: accessKey, otherSecretKey: secretKey } = server
    expect(await said(withRole({ roleArn: 'arn:aws:iam:::role/none' }))).toMatch(
      /^invalid: .*role arn:aws:iam:::role\/none/,
    )
    expect(await said(withRole({ accessKey, secretKey }))).toMatch(/^forbidden: .*access key AKAL….*trust policy/)
    expect(await said(withRole({ secretKey: 'wrong' }))).toMatch(/^forbidden: .*secret key/)
    expect(await said(withRole({ stsEndpoint: 'http://127.0.0.1:1' }))).toMatch(
      /^unavailable: .*Nothing answers at 127.0.0.1, port 1/,
    )
  })

  it('asks for credentials once for many requests, and once more when the server takes them for ended', async () => {
    let refusals = 0
    let roles = 0
    const proxy = await faultyProxy(server.endpoint, ({ method, path }) => {
      if (method === 'POST' && path === '/') roles++
      if (path.endsWith('/ended') && refusals++ === 0) return { refuse: { status: 400, code: 'ExpiredToken' } }
      return null
    })
    const store = openS3(withRole({ endPoint: proxy.endpoint }), LOOPBACK)
    await Promise.all(Array.from({ length: 8 }, () => store.list()))
    expect(roles).toBe(1)
    await store.write('ended', Buffer.from('again'))
    expect([roles, refusals]).toEqual([2, 2])
    expect(await store.head('ended')).toMatchObject({ size: 5 })
    await store.close?.()
    await proxy.close()
  })

  it('keeps its credentials when a HEAD is refused for another reason, and renews them when that was the reason', async () => {
    let roles = 0
    let ended = true
    const proxy = await faultyProxy(server.endpoint, ({ method, path }) => {
      if (method === 'POST' && path === '/') roles++
      if (path.endsWith('/bad')) return { refuse: { status: 400, code: 'InvalidRequest' } }
      if (method === 'GET' && path.endsWith('/late') && ended) {
        ended = false
        return { refuse: { status: 400, code: 'ExpiredToken' } }
      }
      return method === 'HEAD' && path.endsWith('/late') && ended ? { refuse: { status: 400, code: '' } } : null
    })
    const store = openS3(withRole({ endPoint: proxy.endpoint }), LOOPBACK)
    await store.write('late', Buffer.from('there'))
    for (let times = 0; times < 2; times++) await expect(store.head('bad')).rejects.toMatchObject({ code: 'invalid' })
    expect(roles).toBe(1)
    expect(await store.head('late')).toMatchObject({ size: 5 })
    expect(roles).toBe(2)
    await store.close?.()
    await proxy.close()
  })

  it('tells that credentials ended when the new ones end as well, and asks no third time', async () => {
    let asked = 0
    const proxy = await faultyProxy(server.endpoint, ({ path }) => {
      if (!path.endsWith('/ended')) return null
      asked++
      return { refuse: { status: 400, code: 'ExpiredToken' } }
    })
    const store = openS3(withRole({ endPoint: proxy.endpoint }), LOOPBACK)
    await expect(store.write('ended', Buffer.from('x'))).rejects.toMatchObject({
      message: expect.stringContaining(role),
    })
    expect(asked).toBe(2)
    await store.close?.()
    await proxy.close()
  })

  it('tells of keys without a role that their session token has ended', async () => {
    const proxy = await faultyProxy(server.endpoint, () => ({ refuse: { status: 400, code: 'ExpiredToken' } }))
    const store = openS3(settingsOf(server, { endPoint: proxy.endpoint, token: 'old' }), LOOPBACK)
    await expect(store.list()).rejects.toMatchObject({
      message: expect.stringContaining('Set new ones in the resource'),
    })
    await store.close?.()
    await proxy.close()
  })
})
