import { MAX_PAGE_KEYS } from './schema'

// An action carries a megabyte at most; JSON writes a byte of a hostile key as six.
const MAX_BATCH_CHARS = 100_000

/** Splits keys into batches that one request can carry. */
export function keyBatches(keys: readonly string[], maxKeys = MAX_PAGE_KEYS): string[][] {
  const batches: string[][] = []
  let batch: string[] = []
  let chars = 0
  for (const key of keys) {
    if (batch.length > 0 && (batch.length >= maxKeys || chars + key.length > MAX_BATCH_CHARS)) {
      batches.push(batch)
      batch = []
      chars = 0
    }
    batch.push(key)
    chars += key.length
  }
  return batch.length > 0 ? [...batches, batch] : batches
}
