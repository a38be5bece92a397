import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Table processes that this test process has started. */
export function processes(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name))
}

function isOurs(pid: string): boolean {
  try {
    const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('table-process')
  } catch {
    return false
  }
}

export async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; !condition(); await sleep(20))
    if (Date.now() > end) throw new Error('It did not happen in time')
}

/** The process that has opened a file, once there is one. */
export async function processOn(key: string): Promise<string> {
  let found: string | undefined
  await until(() => {
    found = processes().find((pid) => openFiles(pid).some((path) => path.endsWith(key)))
    return found !== undefined
  }, 20_000)
  return found ?? ''
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
  } catch {
    return [] // it has just ended, or closed one
  }
}

export function residentBytes(pid: string): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
