import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { isLinkSigned, type Link } from './link-signature'
import { findMaker } from './maker'

type Shown = Omit<Link, 'key'> & {
  /** What the address may mean by its key: which of them was signed tells which it is. */
  keys: readonly string[]
  signature: string
  /** Of the socket that it came through. */
  address: string
}

/** Whoever made a link, as they are now, and the key that it leads to. Throws `forbidden` for one that is made up or has ended. */
export async function redeemLink({ keys, signature, address, ...link }: Shown): Promise<{ ctx: Context; key: string }> {
  const key = keys.find((each) => isLinkSigned({ ...link, key: each }, signature))
  if (key === undefined)
    throw new AppError('forbidden', 'Invalid signature: this link was changed, or it is for something else.')
  if (link.expires * 1000 <= Date.now())
    throw new AppError('forbidden', 'Signature expired: this link was good until its time was over. Ask for a new one.')
  const ctx = await findMaker(link.maker, { workspaceId: link.workspaceId, address }).catch(linkEnded)
  if (!ctx) throw linkEnded(null)
  return { ctx, key }
}

/** Who they were, and what became of them, is not for whoever holds a link. */
function linkEnded(cause: unknown): never {
  if (cause !== null && !(cause instanceof AppError)) throw cause
  throw new AppError('forbidden', 'This link has ended: whoever made it has no right to the file any more.', { cause })
}
