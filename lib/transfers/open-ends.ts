import 'server-only'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { contextOf, contextOfToken } from '@/lib/auth/context-of'
import { AppError } from '@/lib/errors'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import type { ClaimedTransfer } from './store'

/** Both storages as whoever started the transfer has them at this moment. */
export type Ends = { ctx: Context; source: OpenStorage; target: OpenStorage }

/** The transfer cannot go on: not for one object's sake, but for all. */
export class TransferStopped extends Error {
  override name = 'TransferStopped'
}

type Whose = Pick<
  ClaimedTransfer,
  'userId' | 'tokenId' | 'sessionVersion' | 'workspaceId' | 'address' | 'source' | 'target'
>

/** Opens both storages anew, so that every object is decided by the rights of its moment. Throws `TransferStopped` with the reason. */
export async function openEnds(transfer: Whose): Promise<Ends> {
  try {
    const ctx = await starter(transfer)
    const [source, target] = await Promise.all([ctx.openStorage(transfer.source), ctx.openStorage(transfer.target)])
    return { ctx, source, target }
  } catch (cause) {
    throw cause instanceof AppError ? new TransferStopped(cause.message, { cause }) : cause
  }
}

async function starter({ userId, tokenId, sessionVersion, workspaceId, address }: Whose): Promise<Context> {
  const where = { workspaceId, address }
  const ctx = await (tokenId === null ? contextOf(userId, where) : contextOfToken(tokenId, where)).catch((cause) => {
    if (!(cause instanceof AppError)) throw cause
    const what = tokenId === null ? 'Whoever started it' : 'The token that it was started with'
    throw new AppError('forbidden', `${what} may not act in this workspace any more.`, { cause })
  })
  if (sessionVersion !== null && ctx.person.sessionVersion !== sessionVersion)
    throw new AppError('forbidden', 'All sessions of whoever started it have ended. They can sign in and let it go on.')
  requireDeveloper(ctx)
  return ctx
}
