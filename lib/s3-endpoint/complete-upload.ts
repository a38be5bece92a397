import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { MAX_PARTS, type PartName } from '@/lib/storage/multipart'
import { CHECKSUM_HEADER } from './checksums'
import { quotedEtag } from './headers-of-object'
import { childText, malformed, readXml } from './read-xml'
import { receiveText } from './receive-body'
import type { BucketCall, S3Answer } from './s3-call'
import { notImplemented } from './s3-failure'
import { uploadsOf } from './uploads-of'
import { guardedWrite, readWriteCondition } from './write-conditions'
import { s3Document } from './xml'

// Ten thousand parts, each with a checksum.
const MAX_BYTES = 8 * 1024 * 1024

/** CompleteMultipartUpload. */
export async function completeUpload(call: BucketCall): Promise<S3Answer> {
  const { ctx, storage, signal, target } = call
  const { uploads, store, place } = uploadsOf(call)
  requireNoWholeChecksum(call)
  const { overwrite, match } = readWriteCondition(call)
  const parts = readParts(await receiveText(call, { maxBytes: MAX_BYTES, mustBeCovered: false }))
  const { etag, size } = await guardedWrite(call, { store, match }, async (look) => {
    await look()
    return uploads.complete({ ...place, parts, overwrite, signal })
  })
  const parameters = { parts: parts.length, size }
  await recordAudit(ctx, { operation: 'objects.upload', action: 'create', resource: target.key, storage, parameters })
  const { bucket, key } = target
  const result = { Bucket: bucket, Key: key, ...(etag && { ETag: quotedEtag(etag).etag }) }
  return { status: 200, xml: s3Document('CompleteMultipartUploadResult', result) }
}

/** Each part was verified as it came; what all of them are together is not known without reading them again. */
function requireNoWholeChecksum({ request }: BucketCall): void {
  const name = Object.keys(request.headers).find((header) => CHECKSUM_HEADER.test(header))
  if (name !== undefined) throw notImplemented(`${name} of a whole upload in parts`)
}

function readParts(text: string): PartName[] {
  const root = readXml(text)
  const parts = root.children.filter(({ name }) => name === 'Part')
  if (root.name !== 'CompleteMultipartUpload') throw malformed('it completes no upload')
  if (parts.length > MAX_PARTS) throw malformed(`it names more than ${MAX_PARTS} parts`)
  return parts.map((part) => {
    const number = childText(part, 'PartNumber')?.trim() ?? ''
    const etag = childText(part, 'ETag')?.trim().replace(/^"|"$/g, '')
    if (!/^\d{1,5}$/.test(number) || !etag) throw malformed('a part has no number or no ETag')
    return { number: Number(number), etag }
  })
}
