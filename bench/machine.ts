import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'

/** What a result was measured on, in one line. */
export function machine(): string {
  const [cpu] = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  return `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${gib} GiB, Linux ${release()}, Node ${process.version}`
}

/** Resident memory of a process in bytes, by Linux's own account. */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}

/** Samples a process's resident memory until `stop`, which answers the peak in bytes. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = residentBytes(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid))
  }, 50)
  return {
    stop: () => {
      clearInterval(timer)
      return peak
    },
  }
}
