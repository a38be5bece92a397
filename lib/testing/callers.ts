import type { Caller } from '@/lib/api/route-entry'
import type { Context, PersonContext } from '@/lib/auth/context'
import { updateUser } from '@/lib/people/update-user'
import { createToken } from '@/lib/tokens/create-token'
import { deleteToken } from '@/lib/tokens/delete-token'
import { type CreateToken, createTokenSchema } from '@/lib/tokens/schema'
import { testContext, testPerson } from './context'
import { cookieOf } from './cookie-of'

/** Somebody who calls a route, and what the guards of each kind of route answer them; 200 stands for letting them through. */
export type TestCaller = {
  /** Made anew for each call, as a call may end the token that it came with. */
  headers: () => Promise<Record<string, string>>
  guards: Record<Caller, number>
  /** May see the resource behind the primary storage. */
  seesResource?: true
  /** Has only the keys that they know. */
  knowsKeysOnly?: true
  /** Changes no object, whatever the rules say. */
  readsObjectsOnly?: true
  /** The token's limits. */
  readOnly?: true
  boundToStorage?: true
  boundToWorkspace?: true
  /** Is let through to objects, but not to those of the primary storage. */
  otherStorage?: true
  /** Is let through to objects, but only to those of a folder that is empty. */
  otherFolder?: true
}

const NOBODY = { anybody: 200, person: 401, member: 401, developer: 401, admin: 401, superadmin: 401 }
const OUTSIDER = { anybody: 200, person: 200, member: 404, developer: 404, admin: 404, superadmin: 403 }
const OPERATOR = { anybody: 200, person: 200, member: 200, developer: 403, admin: 403, superadmin: 403 }
const DEVELOPER = { ...OPERATOR, developer: 200 }
const ADMIN = { ...DEVELOPER, admin: 200 }
const SUPERADMIN = { ...ADMIN, superadmin: 200 }

/** Every kind of caller that the product tells apart, in the workspace `lab` whose primary storage is `u/ada/folder`. */
export async function testCallers(): Promise<Record<string, TestCaller>> {
  const root = await testPerson({ username: 'root', superadmin: true })
  const ada = await testContext({ username: 'ada' })
  const grace = await testContext({ username: 'grace', role: 'admin' })
  const eve = await testContext({ username: 'eve' })
  const oscar = await testContext({ username: 'oscar', role: 'operator' })
  const dan = await testContext({ username: 'dan' })
  const zoe = await testPerson({ username: 'zoe' })
  await testContext({ workspace: 'other', username: 'someone' })
  const tokenOfDisabled = await bearer(dan)
  const disabled = await cookie(dan)
  await updateUser(root, { userId: dan.person.id, disabled: true })
  return {
    nobody: { headers: async () => ({}), guards: NOBODY },
    'somebody with a made-up token': { headers: async () => ({ authorization: 'Bearer abc.def' }), guards: NOBODY },
    'a disabled member': { headers: async () => disabled, guards: NOBODY },
    'a token of a disabled member': { headers: async () => tokenOfDisabled, guards: NOBODY },
    'a revoked token': { headers: () => revoked(grace), guards: NOBODY },
    'somebody who is no member': { headers: () => cookie(zoe), guards: OUTSIDER },
    'an operator': { headers: () => cookie(oscar), guards: OPERATOR, knowsKeysOnly: true, readsObjectsOnly: true },
    'a member without the resource': { headers: () => cookie(eve), guards: DEVELOPER, knowsKeysOnly: true },
    'a member with the resource': { headers: () => cookie(ada), guards: DEVELOPER, seesResource: true },
    'an admin': { headers: () => cookie(grace), guards: ADMIN, seesResource: true },
    'a superadmin who is no member': { headers: () => cookie(root), guards: SUPERADMIN, seesResource: true },
    'a token of an admin': { headers: () => bearer(grace), guards: ADMIN, seesResource: true },
    ...(await limitedTokens(grace, root)),
  }
}

async function limitedTokens(grace: Context, root: PersonContext): Promise<Record<string, TestCaller>> {
  const limited = { guards: ADMIN, seesResource: true } as const
  return {
    'a read-only token of an admin': {
      ...{ ...limited, headers: () => bearer(grace, { readOnly: true }) },
      ...{ readOnly: true, readsObjectsOnly: true },
    },
    'a token of an admin for this workspace': {
      ...{ ...limited, headers: () => bearer(grace, { workspaceId: 'lab' }), boundToWorkspace: true },
    },
    'a token of a superadmin for another workspace': {
      headers: () => bearer(root, { workspaceId: 'other' }),
      guards: { ...SUPERADMIN, member: 404, developer: 404, admin: 404 },
      boundToWorkspace: true,
    },
    'a token of an admin for another storage': {
      ...{ ...limited, headers: () => bearer(grace, { workspaceId: 'lab', storage: 'elsewhere' }) },
      ...{ boundToStorage: true, boundToWorkspace: true, otherStorage: true },
    },
    'a token of an admin for a folder of this storage': {
      ...{
        ...limited,
        headers: () => bearer(grace, { workspaceId: 'lab', storage: '_default_', prefix: 'elsewhere/' }),
      },
      ...{ boundToStorage: true, boundToWorkspace: true, otherFolder: true },
    },
  }
}

const cookie = async (person: PersonContext) => ({ cookie: await cookieOf(person), 'sec-fetch-site': 'same-origin' })

/** The header of a new token of that person. */
export async function bearer(person: PersonContext, limits: Partial<CreateToken> = {}) {
  const { token } = await createToken(person, createTokenSchema.parse({ label: 'test', expiresAt: null, ...limits }))
  return { authorization: `Bearer ${token}` }
}

async function revoked(person: PersonContext) {
  const { id, token } = await createToken(person, createTokenSchema.parse({ label: 'gone', expiresAt: null }))
  await deleteToken(person, { id })
  return { authorization: `Bearer ${token}` }
}
