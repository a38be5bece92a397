import { keyBatches } from './key-batches'
import type { ChangeFailure, ChangeStep } from './schema'

export type ChangeBatch = { keys: string[]; prefixes: string[] }
export type ChangeProgress = { done: number; failures: ChangeFailure[] }

type Options = {
  /** Runs one step on the server; `resume` comes from the step before. */
  step: (batch: ChangeBatch, resume: string | undefined) => Promise<ChangeStep>
  /** Keys of one step: few where each takes long, so that progress shows. */
  maxKeys?: number
  onProgress?: (progress: ChangeProgress) => void
  signal?: AbortSignal
}

/** Runs a change of many objects step by step, until it is through or called off between two steps. */
export async function runChange({ keys, prefixes }: ChangeBatch, options: Options): Promise<ChangeProgress> {
  const batches = [
    ...keyBatches(keys, options.maxKeys).map((batch) => ({ keys: batch, prefixes: [] })),
    ...keyBatches(prefixes).map((batch) => ({ keys: [], prefixes: batch })),
  ]
  let progress: ChangeProgress = { done: 0, failures: [] }
  for (const batch of batches) {
    let resume: string | undefined
    do {
      if (options.signal?.aborted) return progress
      const step = await options.step(batch, resume)
      progress = { done: progress.done + step.done, failures: [...progress.failures, ...step.failures] }
      options.onProgress?.(progress)
      resume = step.resume ?? undefined
    } while (resume !== undefined)
  }
  return progress
}
