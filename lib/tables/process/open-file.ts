import { constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs'
import { errorCode } from '@/lib/errors'
import { stampOf } from '@/lib/tables/stamp'
import { TableError } from './table-error'

const GONE = ['ENOENT', 'ENOTDIR', 'ELOOP']

/** A file that stays open: the engine reads it as `device`. */
export type OpenFile = { fd: number; device: string; size: number }

/**
 * Opens the very file that the server looked at. Through its descriptor the engine reaches this file and no other one: a
 * name cannot be a pattern, cannot lead to another file meanwhile, and stands in no message.
 */
export function openFile(path: string, stamp: string): OpenFile {
  const fd = openOnlyFile(path)
  const stats = fstatSync(fd, { bigint: true })
  if (!stats.isFile() || stampOf(stats) !== stamp || !leadsTo(fd, path)) throw new TableError('changed')
  return { fd, device: `/dev/fd/${fd}`, size: Number(stats.size) }
}

// Never follows a link that took the place of the file, never waits for the other end of a pipe that did.
function openOnlyFile(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (cause) {
    if (GONE.includes(errorCode(cause) ?? '')) throw new TableError('changed', '', { cause })
    throw cause
  }
}

/** The first bytes of a file. */
export function readHead({ fd }: OpenFile, length: number): Buffer {
  const head = Buffer.alloc(length)
  return head.subarray(0, readSync(fd, head, 0, length, 0))
}

/** The last bytes of a file. */
export function readTail({ fd, size }: OpenFile, length: number): Buffer {
  const tail = Buffer.alloc(Math.min(length, size))
  return tail.subarray(0, readSync(fd, tail, 0, tail.length, size - tail.length))
}

// A folder on the way may have become a link. Linux tells what was opened in the end; elsewhere nothing does.
function leadsTo(fd: number, path: string): boolean {
  return process.platform !== 'linux' || readlinkSync(`/proc/self/fd/${fd}`) === path
}
