import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { errorCode } from '@/lib/errors'
import { shareFolder } from '@/lib/folders/share-folder'
import { createResource } from '@/lib/resources/create-resource'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { openTarget } from './open-target'
import { targetSchema } from './schema'

const people: Record<string, Context> = {}

beforeAll(async () => {
  await startTestInstance()
  people.root = await testContext({ username: 'root', role: 'admin', superadmin: true })
  people.owner = await testContext({ username: 'ada' })
  people.reader = await testContext({ username: 'bob' })
  people.stranger = await testContext({ username: 'eve' })
  for (const path of ['u/ada/disk', 'f/team/disk', 'f/team/public']) {
    const rootPath = await mkdtemp(join(tmpdir(), 'granary-target-'))
    await createResource(person('root'), { path, resourceType: 'filesystem', description: '', value: { rootPath } })
    const opened = await openTarget(person('root'), { storage: '', s3_resource_path: path })
    await opened.authorize('write', 'where').write('where', Buffer.from(path))
  }
  await shareFolder(person('root'), {
    name: 'team',
    grants: [
      { subject: 'u/root', access: 'owner' },
      { subject: 'u/bob', access: 'read' },
    ],
  })
  const client = await db()
  const storages = [
    { name: '_default_', resourcePath: 'u/ada/disk', publicResource: false },
    { name: 'open', resourcePath: 'f/team/public', publicResource: true },
  ]
  await client.storageSetting.createMany({ data: storages.map((row) => ({ workspaceId: 'lab', ...row })) })
})

function person(name: string): Context {
  const found = people[name]
  if (!found) throw new Error(`There is no ${name}.`)
  return found
}

/** Which resource somebody gets to, or the code of the refusal. */
const reached = async (who: string, query: { storage?: string; s3_resource_path?: string }) => {
  try {
    const store = (await openTarget(person(who), targetSchema.parse(query))).authorize('read', 'where')
    return String((await store.head('where'))?.size)
  } catch (error) {
    return errorCode(error) ?? String(error)
  }
}

describe('a resource by its path', () => {
  const sizeOf = (path: string) => String(path.length)

  it.each([
    ['owner', '$res:u/ada/disk', sizeOf('u/ada/disk'), 'its owner'],
    ['owner', 'u/ada/disk', sizeOf('u/ada/disk'), 'without a prefix as well'],
    ['owner', 'res://u/ada/disk', sizeOf('u/ada/disk'), 'in its other form too'],
    ['reader', '$res:f/team/disk', sizeOf('f/team/disk'), 'whom the folder is shared with'],
    ['root', '$res:u/ada/disk', sizeOf('u/ada/disk'), 'an admin'],
    ['owner', '$res:f/team/disk', 'not_found', 'not who has no right to the folder'],
    ['stranger', '$res:u/ada/disk', 'not_found', 'not another member, although the primary storage links it'],
    ['stranger', '$res:f/team/public', 'not_found', 'nor although a public storage links it'],
    ['reader', '$res:f/team/gone', 'not_found', 'nobody where nothing is'],
    ['owner', '$res:../../etc', 'not_found', 'nobody where no resource can be'],
  ])('%s with %s gets %s: %s', async (who, path, expected) => {
    expect(await reached(who, { s3_resource_path: path })).toBe(expected)
  })

  it('is refused in the same words whether it is there or not', async () => {
    const message = (path: string) =>
      openTarget(person('stranger'), targetSchema.parse({ s3_resource_path: path })).catch((error) =>
        error.message.replace(path, 'PATH'),
      )
    expect(await message('u/ada/disk')).toBe(await message('u/ada/none'))
  })

  it('wins over the name of a storage', async () => {
    expect(await reached('owner', { storage: 'open', s3_resource_path: '$res:u/ada/disk' })).toBe('10')
    expect(await reached('stranger', { storage: 'open', s3_resource_path: '$res:u/ada/disk' })).toBe('not_found')
  })
})

describe('a storage by its name', () => {
  it.each<[string, string | undefined, number, string]>([
    ['stranger', 'open', 'f/team/public'.length, 'a public one'],
    ['stranger', undefined, 'u/ada/disk'.length, 'the primary one, for known keys'],
    ['stranger', '', 'u/ada/disk'.length, 'an empty name is the primary one'],
  ])('%s reaches %s (%i): %s', async (who, storage, size) => {
    expect(await reached(who, { storage, s3_resource_path: '' })).toBe(String(size))
  })

  it('that is not there is refused', async () => {
    expect(await reached('owner', { storage: 'none' })).toBe('invalid')
  })
})
