import 'server-only'
import type { Context } from '@/lib/auth/context'
import { env } from '@/lib/env'
import { getS3Settings } from '@/lib/resources/get-s3-settings'
import { requireStorageScope } from '@/lib/storage-settings/access-of'
import { requireStorage } from '@/lib/storage-settings/require-storage'
import { createShortLivedToken } from '@/lib/tokens/create-short-lived-token'
import type { Connection, ConnectionTarget } from './schema'
import { toConnection, withoutScheme } from './to-connection'

// Any will do for our own endpoint; clients want to be told one.
const OWN_REGION = 'us-east-1'

/**
 * What somebody needs to reach a bucket with tools of their own. A storage is reached through our own endpoint with credentials that are
 * worth as much as the actor's and end after some hours; the keys of a resource go only to who may read that very resource.
 */
export async function getConnection(ctx: Context, target: ConnectionTarget): Promise<Connection> {
  if (target.s3_resource_path) return connectResource(ctx, target.s3_resource_path)
  await requireStorage(ctx, target.storage)
  const { token } = await createShortLivedToken(ctx, 'Connection settings')
  const dot = token.lastIndexOf('.')
  const url = new URL(`${addressFor(ctx)}/api/w/${ctx.workspace.id}/s3_proxy`)
  return {
    bucket: target.storage,
    region: OWN_REGION,
    endPoint: withoutScheme(url),
    useSSL: url.protocol === 'https:',
    accessKey: token.slice(0, dot),
    secretKey: token.slice(dot + 1),
    pathStyle: true,
  }
}

/** Scripts that run here may reach nothing but the address that they have the API at. */
function addressFor({ credential }: Context): string {
  const isRun = credential.kind === 'token' && credential.made === 'run'
  return isRun ? env().apiUrl : env().publicUrl
}

async function connectResource(ctx: Context, path: string): Promise<Connection> {
  requireStorageScope(ctx, null)
  return toConnection(await getS3Settings(ctx, path))
}
