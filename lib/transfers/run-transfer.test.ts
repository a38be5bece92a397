import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db'
import { endSessions } from '@/lib/people/end-sessions'
import { forgetIdentities } from '@/lib/people/identity-cache'
import { testServiceAccount } from '@/lib/testing/gcs-servers'
import { linkStorage, QUICK, startTransferLab } from '@/lib/testing/transfer-lab'
import { pauseTransfer, resumeTransfer } from './control-transfer'
import { getTransfer } from './get-transfer'
import { listFailures } from './list-failures'
import { listTransfers } from './list-transfers'
import { retryTransfer } from './retry-transfer'
import { runTransfer } from './run-transfer'
import { listTransfersSchema } from './schema'
import { listStoredTransfers } from './store'

let lab: Awaited<ReturnType<typeof startTransferLab>>

beforeEach(async () => {
  lab = await startTransferLab()
})

const text = (root: string, key: string) => readFile(join(root, key), 'utf8')

describe('a copy', () => {
  it('takes files and folders to another storage, with what is known of them', async () => {
    await lab.store.write('a/typed', Buffer.from('x'), { contentType: 'text/x-test', metadata: { by: 'ada' } })
    await lab.putOld(['a/one.txt', 'a/deep/two.txt', 'b.txt', 'c.txt'])
    const ended = await lab.run({ keys: ['b.txt'], prefixes: ['a/'], to: 'new/' })
    expect(ended).toMatchObject({
      status: 'done',
      total: { objects: 4 },
      counts: { done: { objects: 4 }, failed: { objects: 0 } },
    })
    expect(await lab.archived()).toEqual(['new/a/deep/two.txt', 'new/a/one.txt', 'new/a/typed', 'new/b.txt'])
    expect(await lab.archive.head('new/a/typed')).toMatchObject({ contentType: 'text/x-test', metadata: { by: 'ada' } })
    expect(await lab.keys()).toEqual(['a/deep/two.txt', 'a/one.txt', 'a/typed', 'b.txt', 'c.txt'])
  })

  it('keeps names below the folder that it starts in', async () => {
    await lab.putOld(['a/deep/two.txt'])
    await lab.run({ prefixes: ['a/deep/'], from: 'a/', to: 'x/' })
    expect(await lab.archived()).toEqual(['x/deep/two.txt'])
  })

  it('works within one storage, on the server', async () => {
    await lab.putOld(['a/one.txt'])
    await lab.run({ target: '_default_', to: 'b/' })
    expect(await lab.keys()).toEqual(['a/one.txt', 'b/a/one.txt'])
  })

  it('leaves one entry in the audit log for each object', async () => {
    await lab.putOld(['a/1', 'a/2'])
    const { id } = await lab.run()
    const entries = await (await db()).auditEntry.findMany({ where: { operation: 'objects.copy' } })
    expect(entries.map(({ resource, storage }) => [resource, storage]).sort()).toEqual([
      ['a/1', 'archive'],
      ['a/2', 'archive'],
    ])
    expect(entries[0]?.parameters).toContain(id)
  })
})

const accessKey = Buffer.from('key').toString('base64')
const azure = { accountName: 'account', containerName: 'reports' }
const google = { bucket: 'reports', serviceAccountKey: { type: 'service_account', ...testServiceAccount() } }

it.each([
  [
    'azure_blob',
    { ...azure, accessKey },
    {
      containerName: 'reports',
      connectionString: `AccountName=account;AccountKey=${accessKey};EndpointSuffix=core.windows.net`,
    },
  ],
  ['gcloud_storage', google, { ...google, endpoint: 'https://storage.googleapis.com' }],
])('does not put a folder into itself by way of two storages of one %s', async (type, one, two) => {
  await linkStorage('one', type, one)
  await linkStorage('two', type, two)
  const into = lab.create({ source: 'one', target: 'two', prefixes: ['a/'], to: 'a/b/' })
  await expect(into).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('into itself') })
})

describe('conflicts', () => {
  it.each([
    ['skip', 'old', ['a/f.txt'], { skipped: 1, done: 0 }],
    ['overwrite', 'a/f.txt', ['a/f.txt'], { skipped: 0, done: 1 }],
    ['keep_both', 'old', ['a/f (2).txt', 'a/f.txt'], { skipped: 0, done: 1 }],
    ['newer', 'old', ['a/f.txt'], { skipped: 1, done: 0 }],
    ['different', 'a/f.txt', ['a/f.txt'], { skipped: 0, done: 1 }],
  ] as const)('%s leaves %j under the name', async (conflict, content, keys, { skipped, done }) => {
    await lab.putOld(['a/f.txt'])
    await writeFile(join(lab.root, 'a/f.txt'), 'a/f.txt')
    await lab.putOld(['a/f.txt'])
    await lab.archive.write('a/f.txt', Buffer.from('old'))
    const { counts } = await lab.run({ conflict })
    expect(counts).toMatchObject({ skipped: { objects: skipped }, done: { objects: done }, conflicts: 1 })
    expect(await text(lab.archiveRoot, 'a/f.txt')).toBe(content)
    expect(await lab.archived()).toEqual(keys)
  })

  it('newer replaces what is older', async () => {
    await lab.putOld(['a/f.txt'], lab.archiveRoot, 'old')
    await lab.putFiles(['a/f.txt'])
    await lab.run({ conflict: 'newer' })
    expect(await text(lab.archiveRoot, 'a/f.txt')).toBe('a/f.txt')
  })

  it('different leaves what is the same, whatever its date', async () => {
    await lab.putOld(['a/f.txt'])
    await lab.archive.write('a/f.txt', Buffer.from('a/f.txt'))
    expect((await lab.run({ conflict: 'different' })).counts).toMatchObject({ skipped: { objects: 1 } })
  })
})

describe('a move', () => {
  it('removes what it took, and nothing else', async () => {
    await lab.putOld(['a/1', 'a/2', 'b'])
    const { counts } = await lab.run({ kind: 'move' })
    expect(counts.done.objects).toBe(2)
    expect(await lab.keys()).toEqual(['b'])
    expect(await lab.archived()).toEqual(['a/1', 'a/2'])
  })

  it('leaves what it did not take because of a conflict', async () => {
    await lab.putOld(['a/1'])
    await lab.archive.write('a/1', Buffer.from('mine'))
    await lab.run({ kind: 'move' })
    expect(await lab.keys()).toEqual(['a/1'])
  })

  it('never deletes an object that it meets under another name of the same storage', async () => {
    await linkStorage('inside', 'filesystem', { rootPath: join(lab.root, 'a') })
    await lab.putOld(['a/b/precious.txt'])
    const ended = await lab.run({
      kind: 'move',
      target: 'inside',
      keys: ['a/b/precious.txt'],
      from: 'a/',
      to: '',
      conflict: 'overwrite',
    })
    expect(ended.counts).toMatchObject({ done: { objects: 0 }, skipped: { objects: 1 } })
    expect(await lab.keys()).toEqual(['a/b/precious.txt'])
  })
})

describe('permissions', () => {
  it('are those of whoever started it, key by key', async () => {
    await (await db()).storageSetting.update({
      where: { workspaceId_name: { workspaceId: 'lab', name: 'archive' } },
      data: {
        rules: JSON.stringify([
          { pattern: '**/secret*', allow: ['list'] },
          { pattern: '**', allow: ['read', 'list', 'write'] },
        ]),
      },
    })
    await lab.putOld(['a/one', 'a/secret-two'])
    const ended = await lab.run()
    expect(ended).toMatchObject({ status: 'done', counts: { done: { objects: 1 }, failed: { objects: 1 } } })
    const { failures } = await listFailures(lab.owner, { id: ended.id })
    expect(failures).toMatchObject([
      { key: 'a/secret-two', target: 'a/secret-two', reason: expect.stringContaining('You may not write') },
    ])
    expect(await lab.archived()).toEqual(['a/one'])
  })

  it('end with the person', async () => {
    await lab.putOld(['a/1', 'a/2', 'a/3'])
    const { id } = await lab.create()
    await (await db()).user.update({ where: { id: lab.owner.person.id }, data: { disabledAt: new Date() } })
    forgetIdentities()
    await runTransfer(id, QUICK)
    const stored = await (await db()).transfer.findUniqueOrThrow({ where: { id } })
    expect(stored).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('may not act in this workspace any more'),
    })
    expect(await lab.archived()).toEqual([])
  })

  it('end with the sessions of the person, until they let it go on in a new one', async () => {
    await lab.putOld(['a/1', 'a/2', 'a/3'])
    const { id } = await lab.create()
    let ended = false
    const shouldYield = async () => {
      if (!ended) await endSessions(lab.owner)
      ended = true
      return false
    }
    await runTransfer(id, { ...QUICK, batchObjects: 1, shouldYield })
    expect(await getTransfer(lab.owner, { id })).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('All sessions of whoever started it have ended'),
      counts: { done: { objects: 1 } },
    })
    const sessionVersion = lab.owner.person.sessionVersion + 1
    const again = { ...lab.owner, person: { ...lab.owner.person, sessionVersion } }
    await resumeTransfer(again, { id })
    await runTransfer(id, { ...QUICK, batchObjects: 1 })
    expect(await getTransfer(again, { id })).toMatchObject({ status: 'done', counts: { done: { objects: 3 } } })
  })
})

it('lists tell of a selection what it begins with and how much it is, and do not load it', async () => {
  const keys = Array.from({ length: 900 }, (_, number) => `a/${'long'.repeat(200)}-${number}`)
  const { id } = await lab.create({ keys, prefixes: ['b/'] })
  const page = await listTransfers(lab.owner, listTransfersSchema.parse({}))
  const told = { id, first: keys[0], files: 900, folders: 1 }
  expect(page.transfers[0]).toMatchObject(told)
  expect(await getTransfer(lab.owner, { id })).toMatchObject(told)
  const { workspace } = lab.owner
  const [listed] = await listStoredTransfers({ workspaceId: workspace.id, take: 1 })
  expect(JSON.stringify(listed).length).toBeLessThan(5000)
})

it('a dry run changes nothing and tells what would happen', async () => {
  await lab.putOld(['a/1', 'a/2', 'a/3'])
  await lab.archive.write('a/2', Buffer.from('there'))
  const ended = await lab.run({ dryRun: true, kind: 'move' })
  expect(ended.counts).toMatchObject({ done: { objects: 2, bytes: 6 }, skipped: { objects: 1 }, conflicts: 1 })
  expect(await lab.archived()).toEqual(['a/2'])
  expect(await lab.keys()).toEqual(['a/1', 'a/2', 'a/3'])
})

it('goes on after a pause where it was', async () => {
  await lab.putOld(['a/1', 'a/2', 'a/3'])
  const { id } = await lab.create()
  await pauseTransfer(lab.owner, { id })
  expect(await runTransfer(id, QUICK)).toBe(false)
  await resumeTransfer(lab.owner, { id })
  await runTransfer(id, { ...QUICK, batchObjects: 1 })
  expect(await getTransfer(lab.owner, { id })).toMatchObject({ status: 'done', counts: { done: { objects: 3 } } })
})

it('tries what failed again, and only that', async () => {
  await lab.putOld(['a/1', 'a/2'])
  const { id } = await lab.run({ keys: ['a/1', 'gone', 'a/2'] })
  expect(await getTransfer(lab.owner, { id })).toMatchObject({ counts: { failed: { objects: 1 } } })
  await lab.putOld(['gone'])
  const retry = await retryTransfer(lab.owner, { id })
  await runTransfer(retry.id, QUICK)
  expect(await getTransfer(lab.owner, { id: retry.id })).toMatchObject({
    total: { objects: 1 },
    counts: { done: { objects: 1 } },
  })
  expect(await lab.archived()).toEqual(['a/1', 'a/2', 'gone'])
})
