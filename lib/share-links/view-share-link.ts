import 'server-only'
import { openShareLink } from './open-share-link'
import type { ShareProblem } from './schema'
import { ShareLinkRefused } from './share-link-refused'

/** What whoever has a link may know of the file before they download it: nothing of the workspace, not even its folder. */
export type SharedFileView =
  | { problem: ShareProblem }
  | {
      problem: null
      name: string
      size: number
      type: string | null
      sharedBy: string
      expiresAt: Date | null
      needsPassword: boolean
    }

/** What the page of a link shows. Looking counts as no download. */
export async function viewShareLink(token: string): Promise<SharedFileView> {
  const opened = await openShareLink(token).catch((error) => {
    if (error instanceof ShareLinkRefused) return error.problem
    throw error
  })
  if (typeof opened === 'string') return { problem: opened }
  const { link, owner, info } = opened
  return {
    problem: null,
    name: link.key.replace(/\/+$/, '').split('/').at(-1) ?? '',
    size: info.size,
    type: info.contentType,
    sharedBy: owner.person.name || owner.person.email,
    expiresAt: link.expiresAt,
    needsPassword: link.passwordHash !== null,
  }
}
