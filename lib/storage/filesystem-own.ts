import { lstatSync, mkdirSync } from 'node:fs'
import { AppError } from '@/lib/errors'
import { codeOf } from './filesystem-errors'

/**
 * Somebody who may write to the folder, but not to the rest of the machine, may have prepared the store's own files: links
 * in their place must lead nowhere, and names that they hold must stay inside.
 */
export function foreignFilesError(cause?: unknown): AppError {
  const message = 'The folder ".granary" in this storage was not made by Granary. Move it away, then try again.'
  return new AppError('unavailable', message, { cause })
}

/** Makes one of the store's own folders. Never its parents: where a disk is not mounted, nothing must be written in its stead. */
export function makeOwnFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (!lstatSync(path).isDirectory()) throw foreignFilesError(error)
  }
}

/** Whether `name` is there as a file in the store's own folder `folder`. */
export function hasOwnFile(folder: string, name: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (found && !found.isDirectory()) throw foreignFilesError()
  const file = found && lstatSync(`${folder}/${name}`, { throwIfNoEntry: false })
  if (file && !file.isFile()) throw foreignFilesError()
  return file !== undefined
}

/** Whether `name` is there as a folder, and no link, in the store's own folder `folder`. */
export function hasOwnFolder(folder: string, name: string): boolean {
  for (const path of [folder, `${folder}/${name}`]) {
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (!found) return false
    if (!found.isDirectory()) throw foreignFilesError()
  }
  return true
}
