import 'server-only'
import { readdir, rename, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type FolderLimits, folderUse } from '@/lib/runs/process/watch-folder'
import { removeRunFolder } from '@/lib/runs/run-folder'
import { RunStopped } from '@/lib/runs/starter'
import { MAX_TIMEOUT_SECONDS } from '@/lib/scripts/running'

/** A run that has just found its layer may not have it in its sandbox yet. */
const START_MS = 10 * 60 * 1000
const MARK = '.complete'

/** Remembers that a layer was used just now. */
export async function touchLayer(layer: string): Promise<void> {
  const now = new Date()
  await utimes(join(layer, MARK), now, now).catch(() => undefined)
}

/**
 * Moves those layers aside that were not used for the longest time, until the others are within the limits. Runs that have one in
 * their sandbox go on with it; it is removed once none can be left, and so is what a server that was killed left half made. Throws
 * `RunStopped` where all of it together is twice of that.
 */
export async function boundLayers(all: string, limits: FolderLimits, now = Date.now()): Promise<void> {
  const names = await readdir(all)
  for (const name of names.filter((each) => each.includes('.'))) await removeIfOver(join(all, name), now)
  const layers = await Promise.all(
    names
      .filter((name) => !name.includes('.'))
      .map(async (name) => ({ name, usedAt: await usedAtOf(join(all, name)) })),
  )
  let bytes = 0
  let files = 0
  for (const { name } of layers.sort((one, other) => other.usedAt - one.usedAt)) {
    const use = await folderUse(join(all, name), limits)
    bytes += use.bytes
    files += use.files
    const isNew = now - (await usedAtOf(join(all, name))) < START_MS
    if ((bytes <= limits.bytes && files <= limits.files) || isNew) continue
    // Another worker may have been first.
    await rename(join(all, name), join(all, `${name}.old-${now}`)).catch(() => undefined)
  }
  await requireRoom(all, limits)
}

/** What was moved aside, and what is being made, counts as well. */
async function requireRoom(all: string, limits: FolderLimits): Promise<void> {
  const most = { bytes: 2 * limits.bytes, files: 2 * limits.files }
  const { bytes, files } = await folderUse(all, most)
  if (bytes <= most.bytes && files <= most.files) return
  throw new RunStopped('No more packages can be installed now: those that runs may still use take all of the room.')
}

async function removeIfOver(path: string, now: number): Promise<void> {
  const moved = /\.old-(\d+)$/.exec(path)?.[1]
  const since =
    moved === undefined
      ? await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => now,
        )
      : Number(moved)
  if (now - since > MAX_TIMEOUT_SECONDS * 1000) await removeRunFolder(path)
}

async function usedAtOf(layer: string): Promise<number> {
  return stat(join(layer, MARK)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
