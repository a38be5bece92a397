import 'server-only'
import { cachedIdentity } from '@/lib/people/identity-cache'
import { type AuditReads, auditReadsSchema } from './schema'
import { findAuditReads } from './store'

/** Which reads of objects a workspace keeps. Cached for a second, as it is asked at every read. */
export async function auditReadsOf(workspaceId: string): Promise<AuditReads> {
  const found = await cachedIdentity(`audit-reads:${workspaceId}`, async () => {
    const level = auditReadsSchema.safeParse(await findAuditReads(workspaceId))
    return level.success ? { level: level.data } : null
  })
  return found?.level ?? 'downloads'
}
