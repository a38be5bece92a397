import 'server-only'
import * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { openText, sealText } from '@/lib/secrets/sealed-text'

const PURPOSE = 'upload in parts'

const claimsSchema = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  storage: z.string(),
  s3_resource_path: z.string().optional(),
  key: z.string(),
  overwrite: z.boolean(),
  /** The id that the store gave. */
  id: z.string(),
})
export type UploadClaims = z.output<typeof claimsSchema>

/** The id that a sender gets: it tells nothing, and serves only the one who began the upload, in the same workspace. */
export function sealUploadId(ctx: Context, claims: Omit<UploadClaims, 'workspaceId' | 'userId'>): string {
  return sealText(PURPOSE, JSON.stringify({ ...claims, ...ownerOf(ctx) }))
}

/** What stands behind such an id. Throws `not_found` for another's, another workspace's, and for what is none. */
export function openUploadId(ctx: Context, uploadId: string): UploadClaims {
  const text = openText(PURPOSE, uploadId)
  const claims = text && claimsSchema.parse(JSON.parse(text))
  const { workspaceId, userId } = ownerOf(ctx)
  if (claims && claims.workspaceId === workspaceId && claims.userId === userId) return claims
  throw new AppError('not_found', 'There is no such upload of yours in this workspace.')
}

function ownerOf({ workspace, person }: Context) {
  return { workspaceId: workspace.id, userId: person.id }
}
