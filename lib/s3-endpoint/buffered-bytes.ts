import 'server-only'
import { processWide } from '@/lib/shared'
import type { ObjectStore } from '@/lib/storage/object-store'
import type { BucketCall } from './s3-call'
import { S3Failure } from './s3-failure'

const MIB = 1024 ** 2
/** What the bodies of one person may hold in memory at a time, in all their workspaces. */
export const MAX_BUFFERED_BYTES = 256 * MIB
/** Stores that are reached over a network hold a small body whole, and four parts or blocks of 8 MiB of a large one. */
export const LARGEST_BUFFER_BYTES = 32 * MIB
/** A part of an upload is passed on as it comes: what sockets and streams hold of it. */
const PASSING_BYTES = MIB

type Body = {
  store: ObjectStore
  /** Bytes; undefined where nobody says. */
  size: number | undefined
  /** Whether the store is given it piece by piece, and holds none of it to send it once more. */
  passes?: boolean
}

/**
 * Runs the storing of a body, counted for the person as what the store may hold of it in the meantime. Throws `SlowDown` before
 * anything of it was read when that is more than `MAX_BUFFERED_BYTES`: many connections would take the memory of everybody else.
 * A store on this machine's own disk holds nothing to speak of.
 */
export async function countBuffered<T>(
  { ctx }: Pick<BucketCall, 'ctx'>,
  { store, size, passes = false }: Body,
  work: () => Promise<T>,
): Promise<T> {
  if (store.localPath) return work()
  const bytes = Math.min(size ?? LARGEST_BUFFER_BYTES, passes ? PASSING_BYTES : LARGEST_BUFFER_BYTES)
  const { id } = ctx.person
  const byPerson = buffered()
  const others = byPerson.get(id) ?? 0
  if (others + bytes > MAX_BUFFERED_BYTES) throw tooMany()
  byPerson.set(id, others + bytes)
  try {
    return await work()
  } finally {
    const left = (byPerson.get(id) ?? 0) - bytes
    if (left > 0) byPerson.set(id, left)
    else byPerson.delete(id)
  }
}

function tooMany(): S3Failure {
  return new S3Failure(
    'SlowDown',
    `Your uploads under way hold ${MAX_BUFFERED_BYTES / MIB} MiB of this server's memory. Try again, or send fewer at once.`,
  )
}

function buffered(): Map<string, number> {
  return processWide('s3-buffered-bytes', () => new Map<string, number>())
}
