/** What the thread is asked: the status of files directly or further below `root`. */
export type StatRequest = { id: number; root: string; names: readonly string[] }

/**
 * Its answer: three numbers for each name, in their order, or the failure of the disk that ended it. A name that is no plain
 * file has a size of -1.
 */
export type StatReply =
  | { id: number; stats: BigInt64Array<ArrayBuffer> }
  | { id: number; code: string; message: string }

/** Numbers for each name: nanoseconds of the last change since 1970, bytes, and the number of the file on its disk. */
export const NUMBERS_PER_FILE = 3
