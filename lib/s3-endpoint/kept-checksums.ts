import type { OutgoingHttpHeaders } from 'node:http'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { headerOf } from './object-attributes'
import type { S3Call } from './s3-call'
import { S3Failure } from './s3-failure'

/** Whether a client wants to verify what it is sent. */
export function wantsChecksums(call: S3Call): boolean {
  const mode = headerOf(call, 'x-amz-checksum-mode')
  if (mode !== undefined && mode !== 'ENABLED')
    throw new S3Failure('InvalidArgument', 'x-amz-checksum-mode is ENABLED.')
  return mode !== undefined
}

/** The checksums that the store keeps of a whole object, where a client wants them. */
export function checksumHeaders(call: S3Call, { checksums }: ObjectInfo): OutgoingHttpHeaders {
  if (!checksums || !wantsChecksums(call)) return {}
  const values = Object.entries(checksums.values).map(([name, value]) => [`x-amz-checksum-${name}`, value])
  return { ...Object.fromEntries(values), ...(checksums.type && { 'x-amz-checksum-type': checksums.type }) }
}
