/**
 * Lets many wait for one flush: whoever asks while one is running gets the next, which covers all that was written before
 * it begins.
 */
export function sharedFlush(flush: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function run(): Promise<void> {
    next = null
    running = flush()
    try {
      await running
    } finally {
      running = null
    }
  }

  return () => {
    const current = running
    if (current === null) return run()
    next ??= current.then(run, run)
    return next
  }
}
