import { beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { shareFolder } from '@/lib/folders/share-folder'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { Operation, Rule } from '@/lib/permissions/rules'
import { createResource } from '@/lib/resources/create-resource'
import { testContext } from '@/lib/testing/context'
import { startTestInstance } from '@/lib/testing/instance'
import { explainStorageAccess } from './explain-storage-access'

let admin: Context
let ada: Context
let olga: Context

beforeAll(async () => {
  await startTestInstance()
  admin = await testContext({ username: 'root', role: 'admin', superadmin: true })
  ada = await testContext({ username: 'ada' })
  olga = await testContext({ username: 'olga', role: 'operator' })
  const disk = { resourceType: 'filesystem', description: '', value: { rootPath: 'disk' } }
  await createResource(admin, { path: 'f/team/disk', ...disk })
  await shareFolder(admin, {
    name: 'team',
    grants: [
      { subject: 'u/root', access: 'owner' },
      { subject: 'u/olga', access: 'read' },
    ],
  })
})

const rules: Rule[] = [
  { pattern: 'f/{folder_read}/**', allow: ['read', 'write', 'list'] },
  { pattern: 'u/{username}/**', allow: ['read', 'write', 'delete', 'list'] },
  { pattern: 'private/**', allow: [] },
]

async function ask(who: Context, key: string, link: { rules?: Rule[]; publicResource?: boolean } = { rules }) {
  const draft = { resourcePath: 'f/team/disk', publicResource: false, rules: null, ...link }
  const answers = await explainStorageAccess(admin, { userId: who.person.id, key, link: draft })
  const allowed = answers.filter((answer) => answer.allowed).map(({ operation }) => operation)
  return { allowed, reasons: new Map<Operation, unknown>(answers.map((answer) => [answer.operation, answer.reason])) }
}

describe('advanced rules that nobody saved', () => {
  it('name the rule and the pattern with the member’s own values', async () => {
    const { allowed, reasons } = await ask(ada, 'u/ada/notes.txt')
    expect(allowed).toEqual(['read', 'write', 'delete', 'list'])
    expect(reasons.get('read')).toEqual({ kind: 'rule', rule: 1, pattern: 'u/ada/**' })
  })

  it('name the rule that denies, too', async () => {
    const { allowed, reasons } = await ask(ada, 'private/x')
    expect(allowed).toEqual([])
    expect(reasons.get('list')).toEqual({ kind: 'rule', rule: 2, pattern: 'private/**' })
  })

  it('say when none matches', async () => {
    const { allowed, reasons } = await ask(ada, 'f/team/x.csv')
    expect(allowed).toEqual([])
    expect(reasons.get('read')).toEqual({ kind: 'no_rule' })
  })

  it('leave an operator reading, and tell that the role is why', async () => {
    const { allowed, reasons } = await ask(olga, 'f/team/x.csv')
    expect(allowed).toEqual(['read', 'list'])
    expect(reasons.get('write')).toEqual({ kind: 'operator' })
    expect(reasons.get('delete')).toEqual({ kind: 'rule', rule: 0, pattern: 'f/team/**' })
  })

  it('do not bind admins', async () => {
    const { allowed, reasons } = await ask(admin, 'private/x')
    expect(allowed).toHaveLength(4)
    expect(reasons.get('read')).toEqual({ kind: 'admin' })
  })
})

describe('without rules', () => {
  it.each<[string, { publicResource?: boolean }, string[], string, string]>([
    ['ada', {}, ['read', 'write', 'delete'], 'known_key', 'who may not see the resource has the keys they know'],
    ['ada', { publicResource: true }, ['read', 'write', 'delete', 'list'], 'public', 'a public storage is open'],
    ['olga', {}, ['read', 'list'], 'resource', 'who may see the resource browses'],
  ])('%s with %j: %j by %s, %s', async (name, link, expected, kind) => {
    const { allowed, reasons } = await ask(name === 'ada' ? ada : olga, 'x.csv', link)
    expect(allowed).toEqual(expected)
    expect(reasons.get('read')).toEqual({ kind })
  })
})

it('answers no to everything for a disabled member', async () => {
  const eve = await testContext({ username: 'eve' })
  const where = { workspaceId_userId: { workspaceId: 'lab', userId: eve.person.id } }
  await (await db()).membership.update({ where, data: { disabledAt: new Date() } })
  forgetIdentities()
  expect((await ask(eve, 'u/eve/x')).reasons.get('read')).toEqual({ kind: 'disabled' })
})

it('is for admins, about members, and about keys', async () => {
  const link = { resourcePath: '', publicResource: false, rules: null }
  const about = (userId: string, key = 'x') => ({ userId, key, link })
  await expect(explainStorageAccess(ada, about(ada.person.id))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(explainStorageAccess(admin, about('nobody'))).rejects.toMatchObject({ code: 'not_found' })
  await expect(explainStorageAccess(admin, about(ada.person.id, 'x'.repeat(2000)))).rejects.toMatchObject({
    code: 'invalid',
  })
})
