import 'server-only'
import type { WebIdentity } from '@/lib/storage/sts'
import { issueToken } from './issue-token'
import { issuer } from './issuer'

/** The resource that asks; one that is not saved yet has no path. Whoever may change it decides what its identity is used for. */
export type Holder = { workspaceId: string; path: string | null }

/** What proves to others that a resource of a workspace asks, and no other one. */
export function resourceIdentity({ workspaceId, path }: Holder, audience: string): WebIdentity {
  const subject = `workspace:${workspaceId}:${path === null ? 'draft' : `resource:${path}`}`
  return {
    token: () => issueToken({ subject, audience, workspaceId }),
    described: `the identity provider ${issuer()} with the audience ${audience} and the subject ${subject}`,
    session: `granary-${workspaceId}`.replaceAll(/[^\w=,.@-]/g, '-').slice(0, 64),
  }
}
