import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { ObjectExists, ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectInfo, ObjectStore } from '@/lib/storage/object-store'
import { auditedObject } from './audited-object'
import { openTarget } from './open-target'
import type { CopyObject, ObjectTarget } from './schema'

type Place = { store: ObjectStore; key: string }

/** Copies one object with its metadata, within a storage or from one to another; the bytes do not pass through the caller. */
export async function copyObject(ctx: Context, input: CopyObject, signal?: AbortSignal): Promise<{ file_key: string }> {
  const { src, dest, overwrite } = input
  const [source, target] = [src.file_key, dest.file_key]
  const from = (await openTarget(ctx, src)).authorize('read', source)
  const to = (await openTarget(ctx, dest)).authorize('write', target)
  const copy = isSameStorage(src, dest) ? from.copy : undefined
  if (copy) await copy.call(from, source, target, { overwrite, signal })
  else await copyThroughServer({ store: from, key: source }, { store: to, key: target }, { overwrite, signal })
  const { resource, storage } = auditedObject(src, source)
  await recordAudit(ctx, {
    ...{ operation: 'objects.copy', action: 'create', ...auditedObject(dest, target) },
    parameters: { from: resource, fromStorage: storage },
  })
  return { file_key: target }
}

function isSameStorage(one: ObjectTarget, other: ObjectTarget): boolean {
  if (one.s3_resource_path || other.s3_resource_path) return one.s3_resource_path === other.s3_resource_path
  return one.storage === other.storage
}

/** Streams the bytes of one version from store to store. */
export async function copyThroughServer(
  from: Place,
  to: Place,
  { overwrite, signal, original }: { overwrite: boolean; signal?: AbortSignal; original?: ObjectInfo },
): Promise<void> {
  if (!overwrite && (await to.store.head(to.key, { signal }))) throw new ObjectExists(to.key)
  const source = original ?? (await from.store.head(from.key, { signal }))
  if (!source) throw new ObjectNotFound(from.key)
  const { info, body } = await from.store.read(from.key, { ifMatch: source.etag ?? undefined, signal })
  await to.store.write(to.key, body, {
    contentType: info.contentType ?? undefined,
    contentDisposition: info.contentDisposition ?? undefined,
    contentEncoding: info.contentEncoding ?? undefined,
    cacheControl: info.cacheControl ?? undefined,
    metadata: info.metadata,
    size: info.size,
    overwrite,
    signal,
  })
}
