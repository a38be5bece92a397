import { hashPassword } from '@/lib/auth/passwords'
import { db } from '@/lib/db'
import type { RouteRequest } from './route-requests'

const email = 'signs-in@example.com'
const password = 'long enough'

/** A user to sign in as. */
async function somebody(): Promise<undefined> {
  const client = await db()
  if (await client.user.findUnique({ where: { email } })) return
  await client.user.create({ data: { email, passwordHash: await hashPassword(password) } })
}

/** Requests to the routes of tokens. */
export const tokenRequests: Record<string, RouteRequest> = {
  'POST /api/auth/login': { json: { email, password }, before: somebody },
  'POST /api/auth/logout': {},
  'POST /api/users/tokens/create': { json: { label: 'for a test' } },
  'GET /api/users/tokens/list': {},
  'DELETE /api/users/tokens/delete/:token_prefix': {
    params: { token_prefix: 'xxxxxxxxxx' },
    finds: 404,
  },
}
