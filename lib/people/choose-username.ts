import 'server-only'
import { AppError } from '@/lib/errors'
import { findFormerUsername, findUsernameUse } from './store'
import { usernameFrom, usernameVariant } from './username'

const MAX_VARIANTS = 1000

type Choice = { workspaceId: string; userId: string | null; email: string; wanted?: string }

/**
 * The username that somebody gets in a workspace: the wanted one or a refusal, else the one they had before, else the
 * first free one made from the e-mail address. A name is not free while something of its former bearer lies under it.
 */
export async function chooseUsername({ workspaceId, userId, email, wanted }: Choice): Promise<string> {
  if (wanted) {
    const refusal = await whyNot(workspaceId, wanted, userId)
    if (refusal) throw new AppError('conflict', refusal, { fields: { username: [refusal] } })
    return wanted
  }
  const before = userId && (await findFormerUsername(workspaceId, userId))
  if (before && !(await whyNot(workspaceId, before, userId))) return before
  for (let n = 1; n <= MAX_VARIANTS; n++) {
    const candidate = usernameVariant(usernameFrom(email), n)
    if (!(await whyNot(workspaceId, candidate, userId))) return candidate
  }
  throw new AppError('conflict', `No username like ${usernameFrom(email)} is free. Choose one.`)
}

async function whyNot(workspaceId: string, username: string, userId: string | null): Promise<string | null> {
  const { heldBy, formerlyHeldBy, owns } = await findUsernameUse(workspaceId, username)
  if (heldBy) return `The username ${username} is taken in this workspace. Choose another one.`
  if (!owns || (userId && formerlyHeldBy === userId)) return null
  return `Resources or variables of a former member lie under u/${username}/. Choose another username, or move them first.`
}
