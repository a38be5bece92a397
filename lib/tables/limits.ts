import 'server-only'
import { availableParallelism, totalmem } from 'node:os'
import type { TableLimits } from './protocol'

const MIB = 1024 ** 2
const GIB = 1024 ** 3

/** Of all copies of remote tables together. */
export const CACHE_BYTES = 10 * GIB
/** That the copies leave free on the disk: the product's own database may lie there. */
export const DISK_RESERVE_BYTES = GIB

export type PoolSettings = {
  /** Queries that run at the same time; each uses all its threads. */
  queries: number
  /** Exports at the same time: they last as long as their readers take, so they do not count as queries. */
  exports: number
  /** Processes that wait for more of their file, besides one without a file. */
  idle: number
  /** A page is scrolled on within that time, or not at all. */
  idleMs: number
  /** As long as somebody waits for a page; a full sort of 20 million rows on two cores takes a quarter of it. */
  queryMs: number
  /** In the queue. */
  patienceMs: number
  queryLimits: TableLimits
  exportLimits: TableLimits
}

/** How much of this machine tables may take. */
export function poolSettings(): PoolSettings {
  const times = { idleMs: 60_000, queryMs: 120_000, patienceMs: 60_000 }
  const counts = { queries: 2, exports: 4, idle: 2 }
  return { ...times, ...counts, queryLimits: queryLimits(counts.queries), exportLimits: exportLimits() }
}

/**
 * DuckDB's guide ("Tuning workloads", memory) asks for 1 to 4 GB per thread for large joins and at least 125 MB; sorts and
 * scans of pages stay far below and spill beyond. On a small machine all queries together get a quarter of it.
 */
function queryLimits(queries: number): TableLimits {
  const threads = Math.min(4, availableParallelism())
  const share = totalmem() / 4 / queries
  return { threads, memoryBytes: Math.max(256 * MIB, Math.min(threads * 512 * MIB, GIB, share)), spillBytes: 16 * GIB }
}

/** An export reads once from beginning to end: row groups under way and what goes out are in memory, nothing more. */
function exportLimits(): TableLimits {
  return { threads: Math.min(2, availableParallelism()), memoryBytes: 512 * MIB, spillBytes: GIB }
}
