import { type BigIntStats, closeSync, constants, fstatSync, open, readlinkSync } from 'node:fs'
import { promisify } from 'node:util'
import { codeOf, isMissing } from './filesystem-errors'
import { isConfined } from './filesystem-paths'

/** A plain file that is open for reading. The version that was opened stays readable while the file is replaced or removed. */
export interface OpenFile {
  descriptor: number
  stats: BigIntStats
}

// What opening a socket, or a device without a driver, fails with.
const SOCKET = 'ENXIO'

const openDescriptor = promisify(open)

/**
 * Opens the plain file at `path`, an absolute path without links; null for what is no object: nothing, a folder, a link, a pipe, a path
 * through a link. Never follows a link that took the place of the file, never waits for the other end of a pipe that did.
 */
export async function openPlainFile(path: string): Promise<OpenFile | null> {
  const descriptor = await openDescriptor(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error) => {
      if (isMissing(error) || codeOf(error) === SOCKET) return null
      throw error
    },
  )
  if (descriptor === null) return null
  try {
    // What is open is known to the kernel: asking for it waits for no disk.
    const stats = fstatSync(descriptor, { bigint: true })
    if (stats.isFile() && (await isAt(descriptor, path))) return { descriptor, stats }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
  closeSync(descriptor)
  return null
}

/** Whether the file was reached by its very path: a folder on the way may be a link, or have become one. Linux tells what was opened in the end. */
async function isAt(descriptor: number, path: string): Promise<boolean> {
  const opened = openedPath(descriptor)
  // Removed meanwhile: what was open is still a version of the object.
  return opened === null ? isConfined(path) : opened === path || opened === `${path} (deleted)`
}

/** null where the system does not tell. */
function openedPath(descriptor: number): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
