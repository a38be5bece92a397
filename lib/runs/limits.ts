import { availableParallelism, totalmem } from 'node:os'

const MIB = 1024 ** 2

/** Of arguments and results, which the database keeps: larger things belong into files. */
export const MAX_ARGS_BYTES = 2 * MIB
export const MAX_RESULT_BYTES = 4 * MIB

/** Characters of a log that are kept: its beginning, and what came last. */
export const KEPT_LOG_CHARACTERS = 4 * MIB
export const KEPT_TAIL_CHARACTERS = 16 * 1024

/** Processes that one run may have at a time: enough for tools that work in parallel, too few to stop a machine. */
export const MAX_PROCESSES = 64

/** Of one file that a script writes into its folder. */
export const MAX_FILE_BYTES = 8 * 1024 * MIB

/** Of all files in the folder of a run, unless RUN_DISK_MB says otherwise; and how many they may be. */
export const DEFAULT_DISK_BYTES = 10 * 1024 * MIB
export const MAX_FOLDER_FILES = 200_000

/** Milliseconds that a worker may be silent; then its runs count as lost. */
export const LEASE_MS = 15_000

/** Runs of one person that wait in a workspace, and those that may lead from the first one to another. */
export const MAX_QUEUED_RUNS = 2000
export const MAX_RUN_DEPTH = 10

/** Days that runs are kept after their end. */
export const KEPT_DAYS = 30

/** Bytes of memory that all processes of one run have together, unless RUN_MEMORY_MB says otherwise. */
export function defaultMemoryBytes(): number {
  return Math.max(256 * MIB, Math.min(2048 * MIB, totalmem() / 4))
}

/** Runs that one process works on at a time, unless RUNS_AT_ONCE says otherwise. */
export function defaultRunsAtOnce(): number {
  return Math.max(2, availableParallelism())
}
