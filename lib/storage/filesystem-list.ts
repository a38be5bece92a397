import { StaleCursor } from './errors'
import { etagOf, stampOf } from './filesystem-find'
import type { Folder } from './filesystem-folder'
import type { FilesystemIndex } from './filesystem-index'
import { blobNames } from './filesystem-list-blobs'
import type { FileStatus } from './filesystem-stat'
import { type Listed, RUN_NAMES, walkFiles } from './filesystem-walk'
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

async function take(count: number, runs: AsyncIterable<Listed[]>, signal?: AbortSignal): Promise<Listed[]> {
  const taken: Listed[] = []
  for await (const run of runs) {
    signal?.throwIfAborted()
    for (const item of run) if (taken.push(item) === count) return taken
  }
  return taken
}

async function* merge(files: AsyncIterable<Listed[]>, blobs: Iterable<Listed>): AsyncGenerator<Listed[]> {
  const waiting = blobs[Symbol.iterator]()
  let blob = waiting.next()
  const run: Listed[] = []
  for await (const names of files) {
    for (const file of names) {
      let last: string | null = null
      for (; !blob.done && compareKeys(blob.value.name, file.name) <= 0; blob = waiting.next()) {
        last = blob.value.name
        if (run.push(blob.value) === RUN_NAMES) yield run.splice(0)
      }
      // The same prefix from both, or a plain file in the shadow of a blob, is one.
      if (last !== file.name) run.push(file)
    }
    if (run.length > 0) yield run.splice(0)
  }
  for (; !blob.done; blob = waiting.next()) if (run.push(blob.value) === RUN_NAMES) yield run.splice(0)
  yield run
}

/** The objects of a page, without files that went away since their folder was read. */
async function summarize(folder: Folder, page: readonly Listed[]): Promise<ObjectSummary[]> {
  const files = page.flatMap(({ kind, name }) => (kind === 'file' ? [name] : []))
  const found = await folder.statuses.of(files)
  const statuses = new Map(files.map((name, place) => [name, found[place]]))
  const { index } = folder
  return page.flatMap((item) => {
    if (item.kind === 'blob') return [item.summary]
    const status = statuses.get(item.name)
    return status ? [describeFile(index, item.name, status)] : []
  })
}

function describeFile(index: FilesystemIndex | null, key: string, status: FileStatus): ObjectSummary {
  const etag = index?.findFile(key, stampOf(status))?.etag ?? etagOf(status)
  return { key, size: Number(status.size), lastModified: new Date(Number(status.mtimeNs / 1_000_000n)), etag }
}

function encodeCursor(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function decodeCursor(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString()
  if (name === '' || encodeCursor(name) !== cursor) {
    throw new StaleCursor()
  }
  return name
}
