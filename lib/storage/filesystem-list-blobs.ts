import type { BlobSummary, FilesystemIndex } from './filesystem-index'
import type { Listed, WalkOptions } from './filesystem-walk'

const BATCH = 256
// Beyond every byte of UTF-8, so `key + BEYOND` lies behind all keys that start with `key`.
const BEYOND = Buffer.from([0xff])
const NEXT = Buffer.from([0])

/** The blobs of the index in the order of keys, folded at the delimiter. */
export function* blobNames(index: FilesystemIndex, { prefix, delimiter, after }: WalkOptions): Generator<Listed> {
  const end = join(prefix, BEYOND)
  let from = laterOf(Buffer.from(prefix), join(after, NEXT))
  for (let rows = index.blobsBetween(from, end, BATCH); rows.length > 0; rows = index.blobsBetween(from, end, BATCH)) {
    for (const row of rows) {
      if (Buffer.compare(Buffer.from(row.key), from) < 0) continue
      const cut = delimiter ? row.key.indexOf(delimiter, prefix.length) : -1
      const folded = cut < 0 ? null : row.key.slice(0, cut + 1)
      if (folded === null) yield toListed(row)
      else if (folded !== after) yield { kind: 'prefix', name: folded }
      from = folded === null ? join(row.key, NEXT) : join(folded, BEYOND)
    }
  }
}

function toListed({ key, size, modified, etag }: BlobSummary): Listed {
  return { kind: 'blob', name: key, summary: { key, size, lastModified: new Date(modified), etag } }
}

function join(text: string, end: Buffer): Buffer {
  return Buffer.concat([Buffer.from(text), end])
}

function laterOf(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) < 0 ? b : a
}
