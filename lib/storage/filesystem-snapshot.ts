import type { BigIntStats, Dir, Dirent } from 'node:fs'
import { lstat, opendir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { nullIfMissing } from './filesystem-errors'
import { isConfined, RESERVED } from './filesystem-paths'
import { compareKeys } from './keys'

/** The names in a folder in the order of keys; folders end in '/', which is how they sort. */
export type Names = readonly string[]

interface Snapshot {
  names: Names
  version: string
}

const MAX_CACHED_CHARACTERS = 16 * 1024 * 1024
const CHARACTERS_PER_NAME = 20
const MIN_CACHED_NAMES = 500
const SMALL_FOLDER_BYTES = 16 * 1024
// A change within one tick of the disk's clock leaves the folder's time as it was, so a fresh snapshot is not trusted yet.
const TICK_MS = 100
const COARSE_TICK_MS = 2100

const snapshots = new LRUCache<string, Snapshot>({
  maxSize: MAX_CACHED_CHARACTERS,
  sizeCalculation: ({ names }) => names.reduce((sum, name) => sum + name.length + CHARACTERS_PER_NAME, 1),
})

/** The objects and folders directly in `path`; none when it is no folder, or one behind a link. */
export async function readNames(path: string): Promise<Names> {
  const before = await lstat(path, { bigint: true }).catch(nullIfMissing)
  if (!before?.isDirectory() || !(await isConfined(path))) return []
  const version = `${before.dev}-${before.ino}-${before.mtimeNs}`
  const cached = snapshots.get(path)
  if (cached?.version === version) return cached.names
  const names = await sortedNames(path)
  if (names.length >= MIN_CACHED_NAMES && isSettled(before)) snapshots.set(path, { names, version })
  return names
}

function isSettled({ mtimeMs, mtimeNs }: BigIntStats): boolean {
  const tick = mtimeNs % 1_000_000_000n === 0n ? COARSE_TICK_MS : TICK_MS
  return Date.now() - Number(mtimeMs) > tick
}

async function sortedNames(path: string): Promise<Names> {
  const entries = await readdir(path, { withFileTypes: true }).catch(nullIfMissing)
  const names: string[] = []
  for (const entry of entries ?? []) {
    const name = isPlain(entry) ? nameOf(entry) : await probe(path, entry)
    if (name !== null && entry.name !== RESERVED) names.push(name)
  }
  // JavaScript's own order differs from that of UTF-8 only from the surrogates on, and is much faster.
  return names.some((name) => /[\ud800-\uffff]/.test(name)) ? names.sort(compareKeys) : names.sort()
}

// A name that is not valid UTF-8 was decoded with U+FFFD in it.
function isPlain(entry: Dirent): boolean {
  return (entry.isFile() || entry.isDirectory()) && !entry.name.includes('\ufffd')
}

function nameOf(entry: Pick<Dirent, 'name' | 'isFile' | 'isDirectory'>): string | null {
  if (entry.isFile()) return entry.name
  return entry.isDirectory() ? `${entry.name}/` : null
}

// Asks the disk where the entry alone does not tell: some disks give no types, and a broken name leads nowhere.
async function probe(folder: string, entry: Dirent): Promise<string | null> {
  const stats = await lstat(join(folder, entry.name)).catch(nullIfMissing)
  return stats && nameOf({ name: entry.name, isFile: () => stats.isFile(), isDirectory: () => stats.isDirectory() })
}

/** Whether an object lies anywhere below the folder `path`. Stops at the first. */
export async function hasObject(path: string): Promise<boolean> {
  const folders: string[] = []
  for await (const entry of (await entriesOf(path).catch(nullIfMissing)) ?? []) {
    const name = isPlain(entry) ? nameOf(entry) : await probe(path, entry)
    if (name === null || entry.name === RESERVED) continue
    if (!name.endsWith('/')) return true
    folders.push(entry.name)
  }
  for (const folder of folders) if (await hasObject(join(path, folder))) return true
  return false
}

// A large folder is read no further than needed; a small one is read faster at once.
async function entriesOf(path: string): Promise<Dirent[] | Dir> {
  const { size } = await lstat(path)
  return size <= SMALL_FOLDER_BYTES ? readdir(path, { withFileTypes: true }) : opendir(path)
}
