import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'
import { headerOf } from './object-attributes'
import type { BucketCall, S3Answer } from './s3-call'
import { notImplemented } from './s3-failure'
import { guardedWrite, readWriteCondition, storeCondition } from './write-conditions'

/** DeleteObject: deleting what is not there succeeds; of what `If-Match` names another version does not. */
export async function deleteObject(call: BucketCall): Promise<S3Answer> {
  const { opened, target, ctx, storage } = call
  const { key } = target
  const store = opened.authorize('delete', key)
  for (const name of ['if-none-match', 'if-modified-since', 'if-unmodified-since'])
    if (headerOf(call, name) !== undefined) throw notImplemented(`${name} on a delete`)
  const { match } = readWriteCondition(call)
  // Whoever hangs up now gets what they asked for, and its entry in the log.
  const [failure] = await guardedWrite(call, { store, match, overwrite: true }, async (look) => {
    await look()
    return store.remove([key], storeCondition({ match }))
  })
  if (failure)
    throw new AppError(
      failure.isDenied ? 'forbidden' : 'unavailable',
      `${JSON.stringify(key)} could not be deleted: ${failure.reason}`,
    )
  await recordAudit(ctx, { operation: 'objects.delete', action: 'delete', resource: key, storage })
  return { status: 204 }
}
