import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectInfo, ObjectStore, Tags, WriteOptions } from '@/lib/storage/object-store'
import { countBuffered } from './buffered-bytes'
import { type CopySource, openCopySource, recordSourceRead } from './copy-source'
import { quotedEtag } from './headers-of-object'
import { headerOf, readAttributes } from './object-attributes'
import { requirePlainStorage } from './require-plain-storage'
import type { BucketCall, S3Answer } from './s3-call'
import { S3Failure } from './s3-failure'
import { carriedTags, replacedTags } from './tags'
import { guardedWrite, readWriteCondition, storeCondition } from './write-conditions'
import { s3Document } from './xml'

/** CopyObject: within a storage by the store itself where it can, else through this server. */
export async function copyObject(call: BucketCall): Promise<S3Answer> {
  const { opened, target, ctx, storage } = call
  const store = opened.authorize('write', target.key)
  requirePlainStorage(call)
  const attributes = replacedAttributes(call)
  const tags = replacedTags(call, store)
  const source = await openCopySource(call)
  requireChange(call, source, attributes ?? tags)
  await copyTo(call, { store, source, attributes, tags })
  const parameters = { from: source.key, fromStorage: source.place.storage }
  await recordAudit(ctx, { operation: 'objects.copy', action: 'create', resource: target.key, storage, parameters })
  if (source.place.ctx.workspace.id !== ctx.workspace.id)
    await recordSourceRead(source, { range: undefined, start: 0, end: source.info.size })
  const info = await store.head(target.key)
  if (!info) throw new ObjectNotFound(target.key)
  return { status: 200, xml: s3Document('CopyObjectResult', copyResult(info)) }
}

/** How an answer tells of a copy. */
export function copyResult({ etag, lastModified }: Pick<ObjectInfo, 'etag' | 'lastModified'>) {
  return { LastModified: lastModified.toISOString(), ETag: quotedEtag(etag).etag }
}

type Attributes = ReturnType<typeof readAttributes>
type Copying = { store: ObjectStore; source: CopySource; attributes: Attributes | null; tags: Tags | null }

async function copyTo(call: BucketCall, { store, source, attributes, tags }: Copying): Promise<void> {
  const { target } = call
  const { overwrite, match } = readWriteCondition(call)
  const { copy } = store
  await guardedWrite(call, { store, match, overwrite }, async (look) => {
    await look()
    if (copy && source.version === undefined && attributes === null && tags === null && isSamePlace(call, source))
      return copy.call(store, source.key, target.key, { overwrite, ...storeCondition({ match }), signal: call.signal })
    const labels = tags ?? (await carriedTags(source, store))
    const asked = { tags: labels, overwrite, ...storeCondition({ match }), signal: call.signal }
    const { size } = source.info
    await countBuffered(call, { store, size }, () => copyThrough(call, { store, source, attributes }, asked))
  })
}

/** Reads the source and writes it as the target. */
async function copyThrough(
  { target, signal }: BucketCall,
  { store, source, attributes }: Omit<Copying, 'tags'>,
  asked: WriteOptions,
): Promise<void> {
  const { info, body } = await source.reader.read(source.key, { ifMatch: source.info.etag ?? undefined, signal })
  const options = { ...(attributes ?? attributesOf(info)), size: info.size, ...asked }
  // A write that is refused does not read it.
  await store.write(target.key, body, options).finally(() => body.destroy())
}

/** What the copy is to be instead of what its source is; null to keep that. */
function replacedAttributes(call: BucketCall): Attributes | null {
  const directive = headerOf(call, 'x-amz-metadata-directive') ?? 'COPY'
  if (directive === 'REPLACE') return readAttributes(call)
  if (directive === 'COPY') return null
  throw new S3Failure('InvalidArgument', 'x-amz-metadata-directive must be COPY or REPLACE.')
}

function requireChange(call: BucketCall, source: CopySource, change: object | null): void {
  // A version is put back in place so.
  if (change !== null || source.version !== undefined || source.key !== call.target.key || !isSamePlace(call, source))
    return
  throw new S3Failure('InvalidRequest', 'A copy of an object onto itself must replace its metadata.')
}

function isSamePlace(call: BucketCall, { place }: CopySource): boolean {
  return place.ctx.workspace.id === call.ctx.workspace.id && place.storage === call.storage
}

function attributesOf(info: ObjectInfo): Partial<WriteOptions> {
  return {
    contentType: info.contentType ?? undefined,
    contentDisposition: info.contentDisposition ?? undefined,
    contentEncoding: info.contentEncoding ?? undefined,
    cacheControl: info.cacheControl ?? undefined,
    metadata: info.metadata,
  }
}
