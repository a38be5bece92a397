import 'server-only'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context as HonoContext } from 'hono'
import { answerS3 as answer } from '@/lib/s3-endpoint/answer-s3'
import { workspaceCaller } from '@/lib/s3-endpoint/callers'
import { readS3Target } from '@/lib/s3-endpoint/s3-target'
import { readLinkTarget } from '@/lib/signed-links/link-target'
import { redeemLink } from '@/lib/signed-links/redeem-link'
import { peerAddress } from './authenticate'
import { createRouter, type Env } from './create-router'
import { requestTarget } from './request-target'
import { inlineIfHarmless, serveObject } from './serve-object'

const PATH = '/w/:workspace/s3_proxy/*'

/** Objects by their address: for whoever holds a signed link, and for programs that sign requests as S3 has it. */
export const s3ProxyRoutes = createRouter()
s3ProxyRoutes.get(PATH, (c) => answerLink(c) ?? answerS3(c))
s3ProxyRoutes.on(['PUT', 'POST', 'DELETE'], PATH, answerS3)

/** The answer to a signed link; null for a request that is none. Failures are lines of text, as its clients expect. */
function answerLink(c: HonoContext<Env>): Promise<Response> | null {
  const link = readLinkTarget(requestTarget(c.env.incoming))
  if (!link) return null
  return (async () => {
    const workspaceId = c.req.param('workspace') ?? ''
    const { ctx, key } = await redeemLink({ ...link, workspaceId, address: peerAddress(c) })
    const target = { storage: link.storage, s3_resource_path: undefined, file_key: key }
    return serveObject(c, target, {
      ctx,
      present: async (info) => ({ ...(await inlineIfHarmless(ctx, target, info)), embeddable: true }),
    })
  })()
}

async function answerS3(c: HonoContext<Env>): Promise<Response> {
  const { incoming, outgoing } = c.env
  const from = { workspaceId: c.req.param('workspace') ?? '', address: peerAddress(c) }
  await answer(incoming, outgoing, {
    target: requestTarget(incoming),
    readTarget: readS3Target,
    identify: (signed) => workspaceCaller(signed, from),
  })
  return RESPONSE_ALREADY_SENT
}
