import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { crc32c, crc64nvme } from './crc-tables'

/** Something that bytes are added to, and that tells a digest of them. */
export type Digest = { update(bytes: Uint8Array): void; digest(): Buffer }

const hash = (name: string) => (): Digest => {
  const running = createHash(name)
  return { update: (bytes) => void running.update(bytes), digest: () => running.digest() }
}

function nodeCrc32(): Digest {
  let crc = 0
  return {
    update(bytes) {
      crc = crc32(bytes, crc)
    },
    digest() {
      const result = Buffer.alloc(4)
      result.writeUInt32BE(crc)
      return result
    },
  }
}

/** The algorithms of S3, each with the bytes of its digest. The names are those in headers, `x-amz-checksum-crc32` and so on. */
export const checksumAlgorithms = {
  crc32: { start: nodeCrc32, bytes: 4 },
  crc32c: { start: crc32c, bytes: 4 },
  crc64nvme: { start: crc64nvme, bytes: 8 },
  sha1: { start: hash('sha1'), bytes: 20 },
  sha256: { start: hash('sha256'), bytes: 32 },
} as const satisfies Record<string, { start: () => Digest; bytes: number }>
export type ChecksumAlgorithm = keyof typeof checksumAlgorithms

export const CHECKSUM_HEADER = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(checksumAlgorithms, name)
}

export const md5 = hash('md5')
export const sha256 = hash('sha256')

/** The bytes that a text in base64 stands for; null unless it is base64 of exactly so many. */
export function fromBase64(text: string, bytes: number): Buffer | null {
  const decoded = Buffer.from(text, 'base64')
  return decoded.length === bytes && decoded.toString('base64') === text ? decoded : null
}
