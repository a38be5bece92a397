import 'server-only'
import { AppError } from '@/lib/errors'
import type { WebIdentity } from '@/lib/storage/sts'
import { issueToken } from './issue-token'
import { issuer } from './issuer'

/** The resource that asks; one that is not saved yet has no path, and no identity. Whoever may change it decides what its identity is used for. */
export type Holder = { workspaceId: string; path: string | null }

/** What proves to others that a resource of a workspace asks, and no other one. One that is not saved gets no token (`invalid`). */
export function resourceIdentity({ workspaceId, path }: Holder, audience: string): WebIdentity {
  const subject = `workspace:${workspaceId}:resource:${path ?? ''}`
  return {
    // A role that trusted drafts would trust everybody who can write one.
    token: async () => {
      if (path !== null) return issueToken({ issuer: issuer(), subject, audience, workspaceId })
      throw new AppError('invalid', 'Save the resource first: roles trust it by the path that it is saved at.')
    },
    described: `the identity provider ${issuer()} with the audience ${audience} and the subject ${subject}`,
    session: `granary-${workspaceId}`.replaceAll(/[^\w=,.@-]/g, '-').slice(0, 64),
  }
}
