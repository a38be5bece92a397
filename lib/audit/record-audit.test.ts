import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { createContext } from '@/lib/auth/context'
import { createTokenContext } from '@/lib/auth/token-context'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { flushReads } from './read-queue'
import { recordAudit, recordPersonAudit, recordVisitorAudit } from './record-audit'
import { recordRead } from './record-read'

let ada: Context

beforeAll(async () => {
  await startTestInstance()
  ada = { ...(await testContext()), address: '192.0.2.7' }
})
beforeEach(async () => void (await (await db()).auditEntry.deleteMany()))

const entries = async () => (await db()).auditEntry.findMany({ orderBy: { id: 'asc' } })

it('keeps who did what to which path, from where and when', async () => {
  await recordAudit(ada, { operation: 'resources.create', action: 'create', resource: 'u/ada/bucket' })
  const [entry] = await entries()
  expect(entry).toMatchObject({
    ...{ workspaceId: 'lab', username: 'ada', email: ada.person.email, userId: ada.person.id },
    ...{ operation: 'resources.create', action: 'create', resource: 'u/ada/bucket', address: '192.0.2.7' },
    ...{ tokenId: null, parameters: null },
  })
  expect(Date.now() - (entry?.at.getTime() ?? 0)).toBeLessThan(5000)
})

it('keeps with which token', async () => {
  const { id, token } = await createToken(ada, createTokenSchema.parse({ label: 'nightly', expiresAt: null }))
  await (await db()).auditEntry.deleteMany()
  const ctx = await createContext(await createTokenContext(token, '192.0.2.8'), 'lab')
  await recordAudit(ctx, { operation: 'variables.delete', action: 'delete', resource: 'u/ada/v' })
  expect(await entries()).toMatchObject([{ tokenId: id, tokenLabel: 'nightly', address: '192.0.2.8' }])
})

it('keeps one entry for each of several acts, and none for no act', async () => {
  const remove = (resource: string) => ({ operation: 'objects.delete', action: 'delete', resource }) as const
  await recordAudit(ada, ['a', 'b'].map(remove))
  await recordAudit(ada, [])
  expect((await entries()).map(({ resource }) => resource)).toEqual(['a', 'b'])
})

it('keeps acts of persons and visitors outside workspaces', async () => {
  await recordPersonAudit(ada, { operation: 'users.create', action: 'create', resource: 'x@example.com' })
  await recordVisitorAudit(
    { email: 'who@example.com', userId: null, address: '192.0.2.9' },
    { operation: 'users.login_failure', action: 'execute' },
  )
  expect(await entries()).toMatchObject([
    { workspaceId: null, username: ada.person.email },
    { workspaceId: null, username: 'who@example.com', userId: null, address: '192.0.2.9' },
  ])
})

it.each([
  ['none', []],
  ['downloads', ['objects.download']],
  ['all', ['objects.download', 'objects.list']],
])('keeps of reads what the level %s says', async (auditReads, kept) => {
  await (await db()).workspace.update({ where: { id: 'lab' }, data: { auditReads } })
  forgetIdentities()
  await recordRead(ada, { kind: 'download', operation: 'objects.download', resource: 'a.txt', storage: '_default_' })
  await recordRead(ada, { kind: 'look', operation: 'objects.list', resource: '', storage: '_default_' })
  await flushReads()
  expect((await entries()).map(({ operation }) => operation)).toEqual(kept)
})

it('writes reads by itself a moment later', async () => {
  await recordRead(ada, { kind: 'download', operation: 'objects.download', resource: 'a.txt' })
  expect(await entries()).toEqual([])
  await expect.poll(async () => (await entries()).length).toBe(1)
})
