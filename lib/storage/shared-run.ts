/**
 * Lets many wait for one run of `work`, such as a flush or a look: whoever asks while one is under way gets the next, which
 * covers all that happened before it begins.
 */
export function sharedRun<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  let next: Promise<T> | null = null

  async function run(): Promise<T> {
    next = null
    const current = work()
    running = current
    try {
      return await current
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
