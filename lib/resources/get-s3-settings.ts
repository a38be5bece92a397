import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import type { S3Settings } from '@/lib/storage/s3-settings'
import { requireStoredDestination } from './destination'
import { getResourceWithSecrets } from './get-readable-resource'
import { resolveForActor } from './resolve-for-actor'
import { checkValue } from './seal-value'
import { getResourceType } from './types'
import { s3Access, s3OidcAccess, settingsToHandOut } from './types/open-s3'
import { unsealValue } from './unseal-value'

/**
 * How to reach the bucket of a resource, keys in clear, for whoever may read it and all that it refers to; of a role only its
 * temporary credentials. Throws `not_found`, `invalid` for another type.
 */
export async function getS3Settings(ctx: Context, path: string): Promise<S3Settings> {
  const row = await getResourceWithSecrets(ctx, path)
  const accessOf = row.resourceType === 's3' ? s3Access : row.resourceType === 's3_aws_oidc' ? s3OidcAccess : null
  if (!accessOf)
    throw new AppError('invalid', `${path} is a resource of type ${row.resourceType}. This is for S3 alone.`)
  const type = getResourceType(row.resourceType)
  const value = unsealValue(ctx.workspace.id, row)
  const resolved = checkValue(type, await resolveForActor(ctx, type, value), { followed: true })
  requireStoredDestination(type, row, { value, resolved })
  const holder = { workspaceId: ctx.workspace.id, path }
  return settingsToHandOut(accessOf(resolved, { ambient: row.ambient, holder }))
}
