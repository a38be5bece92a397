import { contextOf } from '@/lib/auth/context-of'
import { db } from '@/lib/db'
import { createShareLink } from '@/lib/share-links/create-share-link'
import { linkToken } from '@/lib/share-links/link-token'
import { createShareLinkSchema } from '@/lib/share-links/schema'
import { startShareDownload } from '@/lib/share-links/start-share-download'
import type { RouteRequest } from './route-requests'

/** A link of ada's, and a download that somebody began with it. */
async function sharedFile(): Promise<Record<string, string>> {
  const ada = await (await db()).membership.findFirstOrThrow({ where: { workspaceId: 'lab', username: 'ada' } })
  const input = createShareLinkSchema.parse({ key: 'known.txt', expiresAt: null })
  const { id } = await createShareLink(await contextOf(ada.userId, { workspaceId: 'lab' }), input)
  const token = linkToken(id)
  return { id, token, ...(await startShareDownload({ token, password: '', address: '' })) }
}

/** Requests to the routes of share links. */
export const shareLinkRequests: Record<string, RouteRequest> = {
  'POST /api/w/:workspace/share_links/create': { json: { key: 'known.txt', expiresAt: null } },
  'GET /api/w/:workspace/share_links/list': {},
  'DELETE /api/w/:workspace/share_links/delete/:id': { before: sharedFile, finds: 404 },
  'POST /api/share/:token/download': { before: sharedFile },
  'GET /api/share/:token/file/:ticket': { before: sharedFile },
}
