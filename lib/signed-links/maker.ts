import 'server-only'
import type { Context } from '@/lib/auth/context'
import { contextOf, contextOfToken } from '@/lib/auth/context-of'
import { isShortLived } from '@/lib/auth/credential'
import { findToken } from '@/lib/tokens/find-token'

type Where = Parameters<typeof contextOf>[1]

/**
 * In whose name a link opens what it leads to: `user.<id>`, or `token.<id>` with the limits of that token and only while it may be
 * used. Credentials of a job or a connection end long before their links should, so what counts is what they were made with.
 */
export async function nameMaker({ credential, person }: Context): Promise<string> {
  if (credential.kind === 'session') return `user.${person.id}`
  let token = await findToken(credential.id)
  while (token && isShortLived(token.kind) && token.parentId) token = await findToken(token.parentId)
  const isWhole = token && isShortLived(token.kind) && token.storage === null && !token.prefix
  return isWhole ? `user.${person.id}` : `token.${token?.id ?? credential.id}`
}

/** The maker as they are now. Throws when they are disabled, gone or no member any more, or when the token was revoked. */
export async function findMaker(name: string, where: Where): Promise<Context | null> {
  const [, kind, id = ''] = /^(user|token)\.([\w-]{1,64})$/.exec(name) ?? []
  if (!kind) return null
  return kind === 'user' ? contextOf(id, where) : contextOfToken(id, where)
}
