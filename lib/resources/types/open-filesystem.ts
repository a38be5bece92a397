import 'server-only'
import { mkdir, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import * as z from 'zod'
import { env } from '@/lib/env'
import { AppError, errorCode } from '@/lib/errors'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { ObjectStore } from '@/lib/storage/object-store'

const valueSchema = z.object({ rootPath: z.string() })

/** The folder that a value describes. Throws `invalid` for one that would show the instance's own data. */
export async function openFilesystemResource(value: unknown): Promise<ObjectStore> {
  const root = await findRoot(value)
  // Elsewhere a missing folder may be a disk that is not mounted; below the storage folder it is only new.
  if (contains(await realpath(env().dataDir), root)) await mkdir(root, { recursive: true })
  return filesystemStore({ root })
}

/** The folder on disk, links followed. Throws `invalid` for one that would show the instance's own data. */
export async function findRoot(value: unknown): Promise<string> {
  const { rootPath } = valueSchema.parse(value)
  const dataDir = await realpath(env().dataDir)
  const storage = join(dataDir, 'storage')
  const wanted = isAbsolute(rootPath) ? resolve(rootPath) : resolve(storage, rootPath)
  const root = await followLinks(wanted)
  // Secrets and the database lie in the data folder; only what is below its storage folder is for objects.
  if (contains(root, dataDir) || (contains(dataDir, root) && (root === storage || !contains(storage, root))))
    throw ownDataRefused()
  return root
}

/** As `realpath`, for a folder that may not exist yet. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    return join(/* turbopackIgnore: true */ await followLinks(dirname(path)), path.slice(dirname(path).length))
  }
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith('../'))
}

function ownDataRefused(): AppError {
  const sentence = 'This folder holds data of the instance itself. Choose one outside of the data folder, or a name.'
  return new AppError('invalid', sentence, { fields: { 'value.rootPath': [sentence] } })
}
