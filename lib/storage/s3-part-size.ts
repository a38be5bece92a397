const MIB = 1024 ** 2

/** What is not larger is sent by one request. */
export const SINGLE_PUT_BYTES = 16 * MIB
const SMALLEST_PART_BYTES = 8 * MIB
/** Parts of a body whose size nobody announced: 10,000 of them hold 156 GiB. */
const UNANNOUNCED_PART_BYTES = 16 * MIB
export const MAX_UPLOAD_PARTS = 10_000

/** Bytes per part: equal for all (R2 insists), and so many that a body of known size fits into 10,000. */
export function uploadPartBytes(size: number | undefined): number {
  if (size === undefined) return UNANNOUNCED_PART_BYTES
  return Math.max(SMALLEST_PART_BYTES, Math.ceil(size / MAX_UPLOAD_PARTS / MIB) * MIB)
}
