import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { openTarget } from '@/lib/objects/open-target'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { PRIMARY_STORAGE } from '@/lib/storage-settings/schema'
import { signLink } from './link-signature'
import { nameMaker } from './maker'
import { locateSignable, type SignObjects } from './schema'

/**
 * Makes links to objects that the actor may read, each told with everything that its object was given with. Throws `forbidden` when there is
 * one that they may not read, and then signs none.
 */
export async function signObjects(ctx: Context, { s3_objects, expiry_secs }: SignObjects) {
  const maker = await nameMaker(ctx)
  const expires = Math.floor(Date.now() / 1000) + expiry_secs
  const opened = new Map<string, OpenStorage>()
  const signed = []
  const acts = []
  for (const object of s3_objects) {
    const { key, storage } = locateSignable(object)
    const open = opened.get(storage) ?? (await openTarget(ctx, { storage, s3_resource_path: undefined }))
    opened.set(storage, open)
    open.authorize('read', key)
    const presigned = signLink({ workspaceId: ctx.workspace.id, storage, key, expires, maker })
    const place = object.storage !== undefined || storage !== PRIMARY_STORAGE ? { storage } : {}
    acts.push({ operation: 'objects.sign', action: 'create', resource: key, storage } as const)
    signed.push({ ...object, s3: key, ...place, presigned })
  }
  await recordAudit(ctx, acts)
  return signed
}
