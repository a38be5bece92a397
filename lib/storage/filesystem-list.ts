import { AppError } from '@/lib/errors'
import { etagOf, stampOf } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import { blobNames } from './filesystem-list-blobs'
import type { FileStatus } from './filesystem-stat'
import { type Listed, walkFiles } from './filesystem-walk'
import { checkPrefix, compareKeys } from './keys'
import type { ListOptions, ListPage, ObjectSummary } from './object-store'

const MAX_LIMIT = 1000

/** One page of the plain files and the blobs together, in UTF-8 order. */
export async function listObjects(folder: Folder, options: ListOptions): Promise<ListPage> {
  const limit = Math.min(Math.max(options.limit ?? MAX_LIMIT, 1), MAX_LIMIT)
  const after = options.cursor === undefined ? (options.startAfter ?? '') : decodeCursor(options.cursor)
  const walk = { prefix: checkPrefix(options.prefix ?? ''), delimiter: options.delimiter, after }
  const blobs = folder.index ? blobNames(folder.index, walk) : []
  // One more than the page: whether there is a next page must be known, not guessed.
  const found = await take(limit + 1, merge(walkFiles(folder.root, walk), blobs), options.signal)
  const page = found.slice(0, limit)
  return {
    objects: await summarize(folder, page),
    prefixes: page.flatMap(({ kind, name }) => (kind === 'prefix' ? [name] : [])),
    cursor: found.length > limit ? encodeCursor(page.at(-1)?.name ?? '') : null,
  }
}

async function take(count: number, items: AsyncIterable<Listed>, signal?: AbortSignal): Promise<Listed[]> {
  const taken: Listed[] = []
  for await (const item of items) {
    signal?.throwIfAborted()
    taken.push(item)
    if (taken.length === count) break
  }
  return taken
}

async function* merge(files: AsyncGenerator<Listed>, blobs: Iterable<Listed>): AsyncGenerator<Listed> {
  let file = await files.next()
  for (const blob of blobs) {
    while (!file.done && compareKeys(file.value.name, blob.name) < 0) {
      yield file.value
      file = await files.next()
    }
    yield blob
    // The same prefix from both, or a plain file in the shadow of a blob.
    if (!file.done && file.value.name === blob.name) file = await files.next()
  }
  if (!file.done) yield file.value
  yield* files
}

/** The objects of a page, without files that went away since their folder was read. */
async function summarize(folder: Folder, page: readonly Listed[]): Promise<ObjectSummary[]> {
  const files = page.flatMap(({ kind, name }) => (kind === 'file' ? [name] : []))
  const found = await folder.statuses.of(files)
  const statuses = new Map(files.map((name, place) => [name, found[place]]))
  return page.flatMap((item) => {
    if (item.kind === 'blob') return [item.summary]
    const status = statuses.get(item.name)
    return status ? [describeFile(folder, item.name, status)] : []
  })
}

function describeFile(folder: Folder, key: string, status: FileStatus): ObjectSummary {
  const etag = folder.index?.findFile(key, stampOf(status))?.etag ?? etagOf(status)
  return { key, size: Number(status.size), lastModified: new Date(Number(status.mtimeNs / 1_000_000n)), etag }
}

function encodeCursor(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function decodeCursor(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString()
  if (name === '' || encodeCursor(name) !== cursor) {
    throw new AppError('invalid', 'This listing cannot be continued from there. Start it again.')
  }
  return name
}
