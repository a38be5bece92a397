import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { AppError } from '@/lib/errors'

// Signatures, lengths and places of fields: PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22]
const MAX_COMMENT_BYTES = 0xffff
const [IS_ENCRYPTED, IS_UTF8] = [1, 1 << 11]
const [STORED, DEFLATED] = [0, 8]

/** A file in an archive. What it says of its unpacked size is nothing to go by. */
export type ZipEntry = { name: string; method: number; packedBytes: number; offset: number }

/** What the directory of a ZIP archive names, in its order. Throws `invalid` for what is none, is encrypted, or is larger than 4 GiB. */
export function readDirectory(archive: Uint8Array): ZipEntry[] {
  const bytes = bufferOf(archive)
  const entries: ZipEntry[] = []
  try {
    const end = findEnd(bytes)
    let at = bytes.readUInt32LE(end + 16)
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
      const { entry, length } = readCentral(bytes, at)
      entries.push(entry)
      at += length
    }
  } catch (cause) {
    throw unreadable(cause)
  }
  // Of files that lie over one another a small archive can have any number.
  if (entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0) > bytes.length) throw unreadable()
  return entries
}

/** The bytes of a file, unpacked apart from the main thread; null where they are more than `room`. Throws `invalid`. */
export async function inflateEntry(archive: Uint8Array, entry: ZipEntry, room: number): Promise<Buffer | null> {
  const { method } = entry
  const packed = packedBytes(bufferOf(archive), entry)
  if (method === STORED) return packed.length > room ? null : packed
  if (method !== DEFLATED) throw unreadable()
  try {
    return await promisify(inflateRaw)(packed, { maxOutputLength: Math.max(room, 1) })
  } catch (cause) {
    if (cause instanceof RangeError) return null
    throw unreadable(cause)
  }
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(bytes.length - END_BYTES - MAX_COMMENT_BYTES, 0)
  for (let at = bytes.length - END_BYTES; at >= first; at--) if (bytes.readUInt32LE(at) === END) return at
  throw new RangeError('There is no end of a directory.')
}

function readCentral(bytes: Buffer, at: number): { entry: ZipEntry; length: number } {
  const flags = bytes.readUInt16LE(at + 8)
  if (bytes.readUInt32LE(at) !== CENTRAL || flags & IS_ENCRYPTED) throw new RangeError('That is no entry to be read.')
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
  const end = at + CENTRAL_BYTES + (nameBytes ?? 0)
  const name = bytes.toString(flags & IS_UTF8 ? 'utf8' : 'latin1', at + CENTRAL_BYTES, end)
  const packed = bytes.readUInt32LE(at + 20)
  const entry = { name, method: bytes.readUInt16LE(at + 10), packedBytes: packed, offset: bytes.readUInt32LE(at + 42) }
  return { entry, length: CENTRAL_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0) }
}

function packedBytes(bytes: Buffer, { offset, packedBytes: length }: ZipEntry): Buffer {
  if (offset + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw unreadable()
  const start = offset + LOCAL_BYTES + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + length > bytes.length) throw unreadable()
  return bytes.subarray(start, start + length)
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

function unreadable(cause?: unknown): AppError {
  return new AppError('invalid', 'That is no ZIP archive that can be read.', { cause })
}
