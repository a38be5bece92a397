import { beforeAll, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { createFolder } from '@/lib/folders/create-folder'
import { setGrants } from '@/lib/grants/set-grants'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { createVariable } from '@/lib/variables/create-variable'
import { createGroup } from './create-group'
import { listGroupUses } from './list-group-uses'

let admin: Context
let ada: Context

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'root', role: 'admin' })
  ada = await testContext({ username: 'ada' })
  await createGroup(admin, { name: 'millers', summary: '' })
  await createGroup(admin, { name: 'idle', summary: '' })
  const grants = [{ subject: 'g/millers', access: 'read' as const }]
  await createFolder(admin, { name: 'harvest', displayName: '', summary: '', grants })
  await createFolder(admin, { name: 'other', displayName: '', summary: '', grants: [] })
  await createVariable(admin, { path: 'u/root/key', value: 'x', isSecret: false, description: '' })
  await setGrants(admin, { kind: 'variable', path: 'u/root/key', grants: [{ subject: 'g/millers', write: false }] })
})

it('names the folders and the single items that a group is granted', async () => {
  expect(await listGroupUses(admin, { name: 'millers' })).toEqual({ folders: ['f/harvest'], items: ['u/root/key'] })
})

it('names nothing for a group that nothing hangs on', async () => {
  expect(await listGroupUses(admin, { name: 'idle' })).toEqual({ folders: [], items: [] })
})

it('tells only who manages the group', async () => {
  await expect(listGroupUses(ada, { name: 'millers' })).rejects.toMatchObject({ code: 'forbidden' })
})
