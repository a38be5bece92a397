import { type OpenFile, readHead, readTail } from './open-file'
import { TableError } from './table-error'

export type CsvFile = { kind: 'csv'; compression: 'none' | 'gzip' | 'zstd'; encoding: 'utf-8' | 'utf-16' }
export type FileKind = { kind: 'parquet' } | CsvFile

const PARQUET = Buffer.from('PAR1')
const ENCRYPTED_PARQUET = Buffer.from('PARE')
const GZIP = Buffer.from([0x1f, 0x8b])
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const UTF_16 = Buffer.from([0xff, 0xfe])

/** What a file is by its own bytes; what is no parquet may be CSV. */
export function fileKind(file: OpenFile): FileKind {
  if (file.size === 0) throw new TableError('empty')
  const head = readHead(file, 4)
  if (head.equals(ENCRYPTED_PARQUET)) throw new TableError('encrypted')
  if (head.equals(PARQUET)) {
    if (!readTail(file, 4).equals(PARQUET)) throw new TableError('damaged')
    return { kind: 'parquet' }
  }
  return { kind: 'csv', compression: compressionOf(head), encoding: startsWith(head, UTF_16) ? 'utf-16' : 'utf-8' }
}

function compressionOf(head: Buffer): CsvFile['compression'] {
  if (startsWith(head, GZIP)) return 'gzip'
  return startsWith(head, ZSTD) ? 'zstd' : 'none'
}

function startsWith(head: Buffer, magic: Buffer): boolean {
  return head.subarray(0, magic.length).equals(magic)
}
