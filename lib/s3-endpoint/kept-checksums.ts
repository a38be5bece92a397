import type { OutgoingHttpHeaders } from 'node:http'
import type { ObjectInfo } from '@/lib/storage/object-store'
import { headerOf } from './object-attributes'
import type { S3Call } from './s3-call'

/** Whether a client wants to verify what it is sent. Amazon's SDK for C++ sends words of its own for "no". */
export function wantsChecksums(call: S3Call): boolean {
  return headerOf(call, 'x-amz-checksum-mode') === 'ENABLED'
}

/** The checksums that the store keeps of a whole object, where a client wants them. */
export function checksumHeaders(call: S3Call, { checksums }: ObjectInfo): OutgoingHttpHeaders {
  if (!checksums || !wantsChecksums(call)) return {}
  const values = Object.entries(checksums.values).map(([name, value]) => [`x-amz-checksum-${name}`, value])
  return { ...Object.fromEntries(values), ...(checksums.type && { 'x-amz-checksum-type': checksums.type }) }
}
