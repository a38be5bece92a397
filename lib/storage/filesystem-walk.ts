import { RESERVED } from './filesystem-paths'
import { hasObject, type Names, readNames } from './filesystem-snapshot'
import { compareKeys, MAX_KEY_BYTES } from './keys'
import { lookAhead } from './look-ahead'
import type { ObjectSummary } from './object-store'

/** What a listing shows, by name: a key, or a prefix that ends in '/'. */
export type Listed = { kind: 'file' | 'prefix'; name: string } | { kind: 'blob'; name: string; summary: ObjectSummary }

export interface WalkOptions {
  prefix: string
  delimiter: '/' | undefined
  /** Only what comes after this key or prefix. */
  after: string
}

const LOOK_AHEAD = 16
// Folders with more names are read one by one, for the sake of memory.
const SMALL_FOLDER_NAMES = 200

/** Names that are passed on together: each step of a generator costs more than what it does for one name. */
export const RUN_NAMES = 256

/** The plain files below `root` in the order of keys, folded at the delimiter, some at a time. */
export async function* walkFiles(root: string, options: WalkOptions): AsyncGenerator<Listed[]> {
  const directory = options.prefix.slice(0, options.prefix.lastIndexOf('/') + 1)
  if (!isOrdinary(directory)) return
  if (compareKeys(options.after, directory) > 0 && !options.after.startsWith(directory)) return
  yield* walkDirectory(root, directory, options)
}

async function* walkDirectory(root: string, directory: string, options: WalkOptions): AsyncGenerator<Listed[]> {
  yield* walkNames(await readNames(pathOf(root, directory)), root, { ...options, directory })
}

async function* walkNames(
  names: Names,
  root: string,
  options: WalkOptions & { directory: string },
): AsyncGenerator<Listed[]> {
  const { directory, delimiter, prefix, after } = options
  const rest = prefix.slice(directory.length)
  const seeInto = lookAhead(names, (local) => isVisible(root, directory + local, after))
  const readInto = lookAhead(names, (local) => readNames(pathOf(root, directory + local)))
  let depth = 1
  const run: Listed[] = []
  for (let i = firstIndex(names, { rest, after: localPart(after, directory) }); i < names.length; i++) {
    const local = names[i] ?? ''
    if (!local.startsWith(rest)) break
    const name = directory + local
    if (isTooLong(name)) continue
    const isFolder = local.endsWith('/')
    if (isFolder && delimiter === undefined) {
      if (run.length > 0) yield run.splice(0)
      const inside = await readInto(i, depth)
      depth = inside.length < SMALL_FOLDER_NAMES ? LOOK_AHEAD : 1
      yield* walkNames(inside, root, { ...options, directory: name })
    } else if (!isFolder || (await seeInto(i, LOOK_AHEAD))) run.push({ name, kind: isFolder ? 'prefix' : 'file' })
    if (run.length === RUN_NAMES) yield run.splice(0)
  }
  if (run.length > 0) yield run
}

async function isVisible(root: string, name: string, after: string): Promise<boolean> {
  if (name === after) return false
  if (!after.startsWith(name)) return hasObject(pathOf(root, name))
  const first = await walkDirectory(root, name, { prefix: name, delimiter: undefined, after }).next()
  return !first.done
}

// The part of `after` that matters among the names of a folder: up to the slash, since the folder itself may hold more.
function localPart(after: string, directory: string): string {
  if (!after.startsWith(directory)) return ''
  const local = after.slice(directory.length)
  return local.slice(0, local.indexOf('/') + 1 || undefined)
}

function firstIndex(names: Names, { rest, after }: { rest: string; after: string }): number {
  const isBefore = (name: string) =>
    compareKeys(name, rest) < 0 || (after.endsWith('/') ? compareKeys(name, after) < 0 : compareKeys(name, after) <= 0)
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(names[middle] ?? '')) low = middle + 1
    else high = middle
  }
  return low
}

function pathOf(root: string, directory: string): string {
  return directory === '' ? root : `${root}/${directory.slice(0, -1)}`
}

function isOrdinary(directory: string): boolean {
  return directory
    .split('/')
    .slice(0, -1)
    .every((segment) => !['', '.', '..', RESERVED].includes(segment))
}

// Nobody can ask for a key that long, so it is not shown either.
function isTooLong(name: string): boolean {
  return name.length * 3 > MAX_KEY_BYTES && Buffer.byteLength(name) > MAX_KEY_BYTES
}
