import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { ObjectStore, WriteOptions } from '@/lib/storage/object-store'
import { countBuffered } from './buffered-bytes'
import { quotedEtag } from './headers-of-object'
import { readAttributes } from './object-attributes'
import { receiveBody, sizeOfBody } from './receive-body'
import { requirePlainStorage } from './require-plain-storage'
import type { BucketCall, S3Answer } from './s3-call'
import { readTags } from './tags'
import { guardedWrite, readWriteCondition, storeCondition } from './write-conditions'

/** PutObject. The object is visible once everything that was said of its bytes was found true. */
export async function putObject(call: BucketCall): Promise<S3Answer> {
  const { opened, target, ctx, storage } = call
  const store = opened.authorize('write', target.key)
  requirePlainStorage(call)
  const attributes = { ...readAttributes(call), tags: readTags(call, store) }
  const headers = await countBuffered(call, { store, size: sizeOfBody(call) }, () => storeBody(call, store, attributes))
  await recordAudit(ctx, { operation: 'objects.upload', action: 'create', resource: target.key, storage })
  return { status: 200, headers }
}

/** Answers what the answer says of the new object. */
async function storeBody(call: BucketCall, store: ObjectStore, attributes: WriteOptions) {
  const { overwrite, match } = readWriteCondition(call)
  const { body, size } = receiveBody(call)
  const { etag } = await guardedWrite(call, { store, match, overwrite }, (look) => {
    body.beforeEnd(look)
    return store.write(call.target.key, body.stream, { ...attributes, ...storeCondition({ match }), size, overwrite })
  }).catch((error) => {
    throw body.failure() ?? error
  })
  return { ...quotedEtag(etag), ...body.headers() }
}
