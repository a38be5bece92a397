import { randomBytes } from 'node:crypto'
import { type Context, createContext, createPersonContext, type PersonContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { Role } from '@/lib/people/schema'

type Person = { username?: string; superadmin?: boolean }

/** A real user in the test database, signed in. */
export async function testPerson({ username = 'ada', superadmin = false }: Person = {}): Promise<PersonContext> {
  const email = `${username}-${randomBytes(4).toString('hex')}@example.com`
  const user = await (await db()).user.create({ data: { email, name: username, superadmin } })
  return createPersonContext({ sub: user.id, sv: user.sessionVersion, exp: Number.MAX_SAFE_INTEGER })
}

/** A real member of a real workspace in the test database, made when missing; what a use case takes as its first argument. */
export async function testContext(options: Person & { workspace?: string; role?: Role } = {}): Promise<Context> {
  const { workspace = 'lab', role = 'developer', username = 'ada' } = options
  const client = await db()
  await client.workspace.upsert({ where: { id: workspace }, create: { id: workspace, name: workspace }, update: {} })
  const person = await testPerson({ username, superadmin: options.superadmin })
  await client.membership.create({ data: { workspaceId: workspace, userId: person.person.id, username, role } })
  forgetIdentities()
  return createContext(person, workspace)
}
