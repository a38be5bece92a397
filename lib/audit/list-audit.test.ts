import { beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { type Context, createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { testContext, testPerson } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { exportAudit } from './export-audit'
import { listAudit } from './list-audit'
import { pruneAudit } from './prune-audit'
import { recordAudit, recordPersonAudit } from './record-audit'
import { recordRead } from './record-read'
import { auditFilterSchema, listAuditSchema } from './schema'
import { setAuditReads } from './set-audit-reads'

let ada: Context
let grace: Context

beforeAll(async () => {
  await startTestInstance()
  ada = { ...(await testContext({ username: 'ada' })), address: '192.0.2.7' }
  grace = await testContext({ username: 'grace', role: 'admin' })
  const act = (operation: `${string}.${string}`, action: 'create' | 'delete' | 'execute', resource: string) =>
    ({ operation, action, resource, storage: '_default_' }) as const
  await recordAudit(ada, act('objects.upload', 'create', 'reports/may.csv'))
  await recordAudit(ada, act('resources.delete', 'delete', 'f/grain/bucket'))
  await recordAudit(grace, { ...act('objects.move', 'execute', 'old.txt'), parameters: { to: 'new/=cmd|x.txt' } })
  await recordRead(ada, { kind: 'download', operation: 'objects.download', resource: 'reports/may.csv' })
  await recordAudit(await testContext({ workspace: 'other', username: 'eve' }), act('objects.upload', 'create', 'x'))
  await recordPersonAudit(ada, act('users.login', 'execute', 'ada@example.com'))
})

type Given = z.input<typeof listAuditSchema>
const list = async (given: Given = {}, ctx = grace) => listAudit(ctx, listAuditSchema.parse(given))
const operations = async (given: Given) => (await list(given)).map(({ operation }) => operation)

const ALL = ['objects.download', 'objects.move', 'resources.delete', 'objects.upload']

describe('the audit log', () => {
  it('tells admins what was done in their workspace, newest first, and reads that were just made', async () => {
    expect(await operations({})).toEqual(ALL)
  })

  it.each<[string, Given, string[]]>([
    ['a username', { username: 'grace' }, ['objects.move']],
    ['a part of a person', { person: 'grac' }, ['objects.move']],
    ['how an operation begins', { operation: 'objects' }, ['objects.download', 'objects.move', 'objects.upload']],
    ['operations', { operations: 'objects.move,resources.delete' }, ['objects.move', 'resources.delete']],
    ['all but some operations', { exclude_operations: 'objects.move' }, ALL.filter((name) => name !== 'objects.move')],
    ['how a path begins', { resource: 'f/grain' }, ['resources.delete']],
    ['a part of a path', { path: 'may' }, ['objects.download', 'objects.upload']],
    ['where something was moved to', { path: 'new/' }, ['objects.move']],
    ['the kind of the published clients', { action_kind: 'Create' }, ['objects.upload']],
    ['a kind that has reads in it', { action_kind: 'Execute' }, ['objects.download', 'objects.move']],
    ['reads', { action: 'read' }, ['objects.download']],
    ['a time before all', { before: '2001-01-01T00:00:00Z' }, []],
    ['a time after none', { after: '2001-01-01T00:00:00Z' }, ALL],
    ['a page', { page: '2', per_page: '3' }, ['objects.upload']],
  ])('is filtered by %s', async (_what, given, expected) => expect(await operations(given)).toEqual(expected))

  it('goes on from an id', async () => {
    const [first] = await list({ per_page: 1 })
    expect(await operations({ before_id: first?.id })).toEqual(ALL.slice(1))
  })

  it('has the shape of the published clients, and what we know beside it', async () => {
    expect((await list({ operation: 'objects.upload' }))[0]).toMatchObject({
      ...{ workspace_id: 'lab', username: 'ada', operation: 'objects.upload', action_kind: 'Created' },
      ...{ resource: 'reports/may.csv', storage: '_default_', address: '192.0.2.7', email: ada.person.email },
    })
  })

  it('is for admins, and of all workspaces for superadmins', async () => {
    await expect(list({}, ada)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(list({ all_workspaces: 'true' })).rejects.toMatchObject({ code: 'forbidden' })
    const root = await createContext(await testPerson({ username: 'root', superadmin: true }), 'lab')
    const entries = await list({ all_workspaces: 'true' }, root)
    expect(entries.map(({ workspace_id }) => workspace_id)).toEqual(expect.arrayContaining(['other', '', 'lab']))
  })

  it('is exported as CSV that no spreadsheet runs', async () => {
    const act = { operation: 'objects.delete', action: 'delete', resource: '=HYPERLINK("http://x")' } as const
    await recordAudit(grace, act)
    let text = ''
    for await (const part of await exportAudit(grace, auditFilterSchema.parse({}))) text += part
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('when,workspace,username,email,operation,action,storage,path,address,token,parameters')
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(lines).toHaveLength(7)
    await expect(exportAudit(ada, {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('keeps no reads once an admin says so', async () => {
    await expect(setAuditReads(ada, { level: 'none' })).rejects.toMatchObject({ code: 'forbidden' })
    await setAuditReads(grace, { level: 'none' })
    await recordRead(ada, { kind: 'download', operation: 'objects.download', resource: 'unseen' })
    expect(await operations({ path: 'unseen' })).toEqual([])
  })

  it('forgets what is older than half a year, and nothing else', async () => {
    const client = await db()
    const [oldest] = await client.auditEntry.findMany({ orderBy: { id: 'asc' }, take: 1 })
    const day = 24 * 3600_000
    await client.auditEntry.update({ where: { id: oldest?.id }, data: { at: new Date(Date.now() - 181 * day) } })
    const before = await client.auditEntry.count()
    expect(await pruneAudit()).toBe(1)
    expect(await client.auditEntry.count()).toBe(before - 1)
  })
})
