import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { nullIfMissing } from './filesystem-errors'
import type { FilesystemIndex } from './filesystem-index'
import { blobPath } from './filesystem-paths'
import { lockIfDead, writerOf } from './filesystem-writer'

/** Removes what writers that were killed have left: unfinished writes, and blobs that no object refers to. Files of living writers stay. */
export async function removeLeftovers(granary: string, index: FilesystemIndex): Promise<void> {
  const locks = (await namesIn(join(granary, 'writers'))).flatMap((id) => ({ id, lock: lockIfDead(granary, id) }))
  const dead = locks.filter(({ lock }) => lock !== null)
  try {
    if (dead.length > 0) await removeOrphans(granary, index, new Set(dead.map(({ id }) => id)))
    await Promise.all(dead.map(({ id }) => rm(join(granary, 'writers', id), { force: true })))
  } finally {
    for (const { lock } of dead) lock?.close()
  }
}

async function removeOrphans(granary: string, index: FilesystemIndex, dead: Set<string>): Promise<void> {
  const temporary = await namesIn(join(granary, 'tmp'))
  const blobs = await blobIds(granary)
  // Asked after the files were listed: a writer that is not registered by now cannot have made any of them since.
  const living = new Set((await namesIn(join(granary, 'writers'))).filter((id) => !dead.has(id)))
  const isOrphan = (name: string) => !living.has(writerOf(name))
  for (const name of temporary.filter(isOrphan)) await rm(join(granary, 'tmp', name), { force: true })
  for (const id of blobs.filter((id) => isOrphan(id) && !index.hasBlobId(id))) {
    await rm(blobPath(granary, id), { force: true })
  }
}

async function blobIds(granary: string): Promise<string[]> {
  const folder = join(granary, 'blobs')
  const ids = await Promise.all((await namesIn(folder)).map((name) => namesIn(join(folder, name))))
  return ids.flat()
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nullIfMissing)) ?? []
}
