import 'server-only'
import type { Context as HonoContext } from 'hono'
import { authenticateSigned } from '@/lib/s3-endpoint/authenticate'
import { receivedRequest } from '@/lib/s3-endpoint/received-request'
import { requireSupported } from '@/lib/s3-endpoint/require-supported'
import { S3Failure } from '@/lib/s3-endpoint/s3-failure'
import { readS3Target } from '@/lib/s3-endpoint/s3-target'
import { toS3Failure } from '@/lib/s3-endpoint/to-s3-failure'
import { xmlDocument } from '@/lib/s3-endpoint/xml'
import { readLinkTarget } from '@/lib/signed-links/link-target'
import { redeemLink } from '@/lib/signed-links/redeem-link'
import { RangeNotSatisfiable } from '@/lib/storage/errors'
import { findStorageOfBucket } from '@/lib/storage-settings/find-storage-of-bucket'
import { peerAddress } from './authenticate'
import { createRouter, type Env } from './create-router'
import { requestTarget } from './request-target'
import { attachment, inlineIfHarmless, serveObject } from './serve-object'

const PATH = '/w/:workspace/s3_proxy/*'

/** Objects by their address: for whoever holds a signed link, and for programs that sign requests as S3 has it. */
export const s3ProxyRoutes = createRouter()
s3ProxyRoutes.get(PATH, (c) => answerLink(c) ?? answerS3(c))
s3ProxyRoutes.on(['PUT', 'POST', 'DELETE'], PATH, (c) => writeS3Failure(notImplemented(c.req.method), c))

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
  try {
    const request = receivedRequest(c.env.incoming, requestTarget(c.env.incoming))
    const workspaceId = c.req.param('workspace') ?? ''
    const ctx = await authenticateSigned(request, { workspaceId, address: peerAddress(c) })
    const { bucket, key, query } = readS3Target(request.target)
    requireSupported({ bucket, key, query })
    const storage = await findStorageOfBucket(ctx, bucket)
    if (storage === null) throw new S3Failure('NoSuchBucket', `There is no storage ${JSON.stringify(bucket)}.`)
    const target = { storage, s3_resource_path: undefined, file_key: key }
    const present = async (info: Parameters<typeof attachment>[0]) => attachment(info)
    return await serveObject(c, target, { ctx, present, toFailure: writeS3Failure })
  } catch (error) {
    return writeS3Failure(error, c)
  }
}

/** Answers a failure as S3 does. A bug is logged and stays opaque. */
function writeS3Failure(error: unknown, c: HonoContext<Env>): Response {
  const failure = toS3Failure(error)
  const { code, message, status } = failure
  if (code === 'InternalError') console.error(`[s3] ${c.req.method} ${c.req.path} failed`, error)
  const headers: Record<string, string> = { 'content-type': 'application/xml', 'cache-control': 'no-store' }
  if (error instanceof RangeNotSatisfiable) headers['content-range'] = `bytes */${error.size ?? '*'}`
  return new Response(xmlDocument('Error', { Code: code, Message: message }), { status, headers })
}

function notImplemented(method: string): S3Failure {
  return new S3Failure('NotImplemented', `${method} is not implemented here yet.`)
}
