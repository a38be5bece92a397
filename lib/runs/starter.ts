import 'server-only'
import { type Context, requireDeveloper } from '@/lib/auth/context'
import { contextOf, contextOfToken } from '@/lib/auth/context-of'
import { AppError } from '@/lib/errors'
import type { ClaimedRun } from './store'

/** The run may not go on, or cannot: for a reason that whoever started it is told. */
export class RunStopped extends Error {
  override name = 'RunStopped'
}

type Whose = Pick<ClaimedRun, 'userId' | 'tokenId' | 'sessionVersion' | 'workspaceId' | 'address' | 'kind'>

/** Whoever started a run as they are at this moment. Throws `RunStopped` when they may not run it any more. */
export async function starterOf(run: Whose): Promise<Context> {
  const { userId, tokenId, sessionVersion, workspaceId, address, kind } = run
  const where = { workspaceId, address }
  try {
    const ctx = await (tokenId === null ? contextOf(userId, where) : contextOfToken(tokenId, where))
    if (sessionVersion !== null && ctx.person.sessionVersion !== sessionVersion)
      throw new RunStopped('All sessions of whoever started it have ended.')
    if (kind === 'preview' || kind === 'flowpreview') requireDeveloper(ctx)
    return ctx
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    const what = tokenId === null ? 'Whoever started it' : 'The token that it was started with'
    throw new RunStopped(`${what} may not run it in this workspace any more.`, { cause })
  }
}
