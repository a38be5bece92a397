import type { GetObjectCommand, GetObjectCommandOutput, HeadObjectCommand } from '@aws-sdk/client-s3'
import type { Checksums } from './object-store'

type Told = Pick<
  GetObjectCommandOutput,
  'ChecksumCRC32' | 'ChecksumCRC32C' | 'ChecksumCRC64NVME' | 'ChecksumSHA1' | 'ChecksumSHA256' | 'ChecksumType'
>

/**
 * Asks the server for the checksums that it keeps. Through the SDK's own setting it would also verify every byte, on the thread that
 * everybody shares; whoever asks for them verifies the bytes at their end.
 */
export function askForChecksums<C extends GetObjectCommand | HeadObjectCommand>(command: C, wanted = false): C {
  if (!wanted) return command
  const stack: Pick<GetObjectCommand['middlewareStack'], 'add'> = command.middlewareStack as never
  stack.add(
    (next) => (args) => {
      const { request } = args
      if (isWithHeaders(request)) request.headers['x-amz-checksum-mode'] = 'ENABLED'
      return next(args)
    },
    { step: 'build', name: 'askForChecksums' },
  )
  return command
}

/** What of an answer is a checksum; nothing where there is none. */
export function checksumsIn(told: Told): { checksums?: Checksums } {
  const all = {
    ...{ crc32: told.ChecksumCRC32, crc32c: told.ChecksumCRC32C, crc64nvme: told.ChecksumCRC64NVME },
    ...{ sha1: told.ChecksumSHA1, sha256: told.ChecksumSHA256 },
  }
  const values = Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  if (Object.keys(values).length === 0) return {}
  const { ChecksumType: type } = told
  return { checksums: { type: type === 'FULL_OBJECT' || type === 'COMPOSITE' ? type : null, values } }
}

function isWithHeaders(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request
}
