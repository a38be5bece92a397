import { beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { canReadPath, canWritePath } from '@/lib/resources/can-read-path'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { ensureFolder } from './ensure-folder'
import { listFolders } from './list-folders'
import type { FolderAccess } from './schema'
import { shareFolder } from './share-folder'

let ada: Context
let bob: Context
let admin: Context

beforeAll(async () => {
  await startTestInstance()
  ada = await testContext({ username: 'ada' })
  bob = await testContext({ username: 'bob' })
  admin = await testContext({ username: 'grace', role: 'admin' })
  await ensureFolder(ada, { name: 'team' })
})

const owner = { subject: 'u/ada', access: 'owner' as const }
const share = (ctx: Context, ...grants: { subject: string; access: FolderAccess }[]) =>
  shareFolder(ctx, { name: 'team', grants })

it.each<[string, FolderAccess, boolean, boolean, string]>([
  ['u/bob', 'read', true, false, 'may read'],
  ['u/bob', 'write', true, true, 'may write'],
  ['g/all', 'read', true, false, 'may read with everybody'],
  ['u/grace', 'owner', false, false, 'may nothing by the grant of somebody else'],
])('%s with %s: bob may read %s, may write %s, %s', async (subject, access, mayRead, mayWrite) => {
  await share(ada, owner, { subject, access })
  expect(await canReadPath(bob, 'resource', 'f/team/x')).toBe(mayRead)
  expect(await canWritePath(bob, 'resource', 'f/team/x')).toBe(mayWrite)
  expect((await listFolders(bob)).map(({ name }) => name)).toEqual(mayRead ? ['team'] : [])
})

it('names a username that nobody has', async () => {
  await expect(share(ada, owner, { subject: 'u/nobody', access: 'read' })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('nobody'),
  })
})

it('takes the higher of two grants', async () => {
  await share(ada, owner, { subject: 'g/all', access: 'read' }, { subject: 'u/bob', access: 'write' })
  expect(await canWritePath(bob, 'resource', 'f/team/x')).toBe(true)
})

it('is for owners and admins', async () => {
  await share(ada, owner, { subject: 'u/bob', access: 'write' })
  await expect(share(bob, owner)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(share(admin, owner)).resolves.toEqual({ name: 'team' })
  await expect(share(bob, owner)).rejects.toMatchObject({ code: 'not_found' })
})

it('does not let an owner leave a folder without one', async () => {
  await share(admin, owner)
  await expect(share(ada, { subject: 'u/ada', access: 'read' })).rejects.toMatchObject({ code: 'invalid' })
})
