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
/**
 * How many bodies of one person are passed on to a storage at a time: each takes one of its 64 connections, however slowly it comes. Tools
 * send 4 to 16 parts at once unless told otherwise.
 */
export const MAX_PASSING_BODIES = 48

type Body = {
  store: ObjectStore
  /** Bytes; undefined where nobody says. */
  size: number | undefined
  /** Whether the store is given it piece by piece, and holds none of it to send it once more. */
  passes?: boolean
}

/**
 * Runs the storing of a body, counted for the person as what the store may hold of it in the meantime. Throws `SlowDown` before
 * anything of it was read when that is more than `MAX_BUFFERED_BYTES`, or more than `MAX_PASSING_BODIES` are passed on: many connections would take memory and storage from everybody else.
 * A store on this machine's own disk holds nothing to speak of.
 */
export async function countBuffered<T>(
  { ctx, storage }: Pick<BucketCall, 'ctx' | 'storage'>,
  { store, size, passes = false }: Body,
  work: () => Promise<T>,
): Promise<T> {
  if (store.localPath) return work()
  const bytes = Math.min(size ?? LARGEST_BUFFER_BYTES, passes ? PASSING_BYTES : LARGEST_BUFFER_BYTES)
  const { id } = ctx.person
  const counted = () =>
    counting(buffered(), { of: id, amount: bytes, most: MAX_BUFFERED_BYTES, refusal: tooMany }, work)
  if (!passes) return counted()
  const of = JSON.stringify([id, ctx.workspace.id, storage])
  return counting(passing(), { of, amount: 1, most: MAX_PASSING_BODIES, refusal: tooManyPassing }, counted)
}

type Share = { of: string; amount: number; most: number; refusal: () => S3Failure }

async function counting<T>(counts: Map<string, number>, share: Share, work: () => Promise<T>): Promise<T> {
  const { of, amount, most, refusal } = share
  const others = counts.get(of) ?? 0
  if (others + amount > most) throw refusal()
  counts.set(of, others + amount)
  try {
    return await work()
  } finally {
    const left = (counts.get(of) ?? 0) - amount
    if (left > 0) counts.set(of, left)
    else counts.delete(of)
  }
}

function tooManyPassing(): S3Failure {
  return new S3Failure(
    'SlowDown',
    `${MAX_PASSING_BODIES} parts of yours are under way to this storage. Try again, or send fewer at once.`,
  )
}

function tooMany(): S3Failure {
  return new S3Failure(
    'SlowDown',
    `Your uploads under way hold ${MAX_BUFFERED_BYTES / MIB} MiB of this server's memory. Try again, or send fewer at once.`,
  )
}

function passing(): Map<string, number> {
  return processWide('s3-passing-bodies', () => new Map<string, number>())
}

function buffered(): Map<string, number> {
  return processWide('s3-buffered-bytes', () => new Map<string, number>())
}
