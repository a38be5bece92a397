// Prints as JSON what each step of authorising a request takes. A process of its own, since a process has one database.

import { createContext } from '@/lib/auth/context'
import { createTokenContext } from '@/lib/auth/token-context'
import { isAllowed, unlimited } from '@/lib/permissions/access'
import { expandRules } from '@/lib/permissions/expand-rules'
import { defaultRules } from '@/lib/permissions/rules'
import { createToken } from '@/lib/tokens/create-token'
import { createTokenSchema } from '@/lib/tokens/schema'
import { prepareMember } from './prepare-member'

const FOLDERS = Array.from({ length: 10 }, (_, index) => `folder-${index}`)
const GROUPS = ['all', ...Array.from({ length: 5 }, (_, index) => `group-${index}`)]
const KEY = 'f/folder-9/reports/2026/november/a-file-of-an-ordinary-length.parquet'
const SECONDS = 2

const member = await prepareMember()
const { token } = await createToken(member, createTokenSchema.parse({ label: 'bench', expiresAt: null }))
const subject = { username: 'ada', groups: GROUPS, readableFolders: FOLDERS, writableFolders: FOLDERS.slice(5) }
const access = { ...unlimited, rules: expandRules(defaultRules, subject) }
const person = await createTokenContext(token, '127.0.0.1')
const ctx = await createContext(person, member.workspace.id)
const opened = await ctx.openStorage()

const rows = [
  await measure('the rules for one key: the default ones, for 6 groups and 10 folders', () => {
    isAllowed(access, 'read', KEY)
  }),
  await measure('authorize() on an opened storage', () => {
    opened.authorize('read', 'u/ada/file.csv')
  }),
  await measure('a token to its person', () => createTokenContext(token, '127.0.0.1')),
  await measure('a person to their place in the workspace', () => createContext(person, member.workspace.id)),
  await measure('opening the storage, its rules among it', () => ctx.openStorage()),
  await measure('all of it: from a token to an authorised store', async () => {
    const again = await createContext(await createTokenContext(token, '127.0.0.1'), member.workspace.id)
    const storage = await again.openStorage()
    storage.authorize('read', 'u/ada/file.csv')
  }),
]
console.log(JSON.stringify(rows))

async function measure(name: string, work: () => unknown) {
  let count = 0
  const start = performance.now()
  while (performance.now() - start < SECONDS * 1000) {
    for (let i = 0; i < 100; i++) await work()
    count += 100
  }
  return { name, microseconds: ((performance.now() - start) * 1000) / count }
}
