import { signLink } from '@/lib/signed-links/link-signature'
import type { RouteRequest } from './route-requests'

const PROXY = '/api/w/:workspace/s3_proxy/*'
const unsigned = { params: { rest: '_default_/known.txt' }, finds: 501 }

/** Requests to signed links, the S3 endpoint, connections and settings. */
export const wireRequests: Record<string, RouteRequest> = {
  'POST /api/w/:workspace/apps/sign_s3_objects': { json: { s3_objects: [{ s3: 'known.txt' }] } },
  // Nobody is let through without a signature, and the link's own says all: its maker is nobody.
  [`GET ${PROXY}`]: { before: async () => ({ rest: `_default_/known.txt?${linkOfNobody()}` }), finds: 403 },
  [`PUT ${PROXY}`]: unsigned,
  [`POST ${PROXY}`]: unsigned,
  [`DELETE ${PROXY}`]: unsigned,
}

function linkOfNobody(): string {
  const expires = Math.floor(Date.now() / 1000) + 60
  return signLink({ workspaceId: 'lab', storage: '_default_', key: 'known.txt', expires, maker: 'user.nobody' })
}
