import { writeFileSync } from 'node:fs'

// What the process needs besides the engine's buffers, as measured: up to 600 MB while a large sort spills.
const OVERHEAD_BYTES = 1024 ** 3
const INTERVAL_MS = 100

/**
 * Ends this process when it grows beyond its buffers' limit and what it needs besides: the engine does not count everything
 * that a hostile file makes it allocate. And offers it to the kernel first, should memory run out all the same.
 */
export function watchMemory(limitBytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > limitBytes + OVERHEAD_BYTES) process.kill(process.pid, 'SIGKILL')
  }, INTERVAL_MS).unref()
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Not Linux, or not allowed: then the watch above is all.
  }
}
