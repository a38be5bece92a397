import 'server-only'
import { availableParallelism, totalmem } from 'node:os'
import type { TableLimits } from './protocol'

const MIB = 1024 ** 2
const GIB = 1024 ** 3

/** Queries that run at the same time; each uses all its threads. */
export const MAX_QUERIES = 2
/** Exports at the same time: they last as long as their readers take, so they do not count as queries. */
export const MAX_EXPORTS = 4
/** Processes that wait for more of their file, besides one without a file. */
export const MAX_IDLE = 2
/** A page is scrolled on within that time, or not at all. */
export const IDLE_MS = 60_000
/** As long as somebody waits for a page; a full sort of 20 million rows on two cores takes a quarter of it. */
export const QUERY_MS = 120_000
/** In the queue. */
export const PATIENCE_MS = 60_000

const MAX_THREADS = 4

/**
 * For a query. DuckDB's guide ("Tuning workloads", memory) asks for 1 to 4 GB per thread for large joins and at least 125 MB;
 * sorts and scans of pages stay far below and spill beyond. On a small machine all queries together get a quarter of it.
 */
export function queryLimits(): TableLimits {
  const threads = Math.min(MAX_THREADS, availableParallelism())
  const share = totalmem() / 4 / MAX_QUERIES
  return { threads, memoryBytes: Math.max(256 * MIB, Math.min(threads * 512 * MIB, GIB, share)), spillBytes: 16 * GIB }
}

/** For an export, which reads once from beginning to end: two row groups and what goes out are in memory. */
export function exportLimits(): TableLimits {
  const threads = Math.min(2, availableParallelism())
  return { threads, memoryBytes: 512 * MIB, spillBytes: GIB }
}

/** Of all copies of remote tables together. */
export const CACHE_BYTES = 10 * GIB
/** That the copies leave free on the disk: the product's own database may lie there. */
export const DISK_RESERVE_BYTES = GIB
