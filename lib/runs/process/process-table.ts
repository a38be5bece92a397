import 'server-only'
import { readdir, readFile } from 'node:fs/promises'

const PAGE_KIB = 4 // of the machines that Linux lets a page be larger on, /proc tells in this unit too seldom to matter

export type ProcessEntry = { pid: number; parent: number; group: number; residentKib: number }

/** All processes of the machine; null where the system has no `/proc`. */
export async function readProcessTable(): Promise<ProcessEntry[] | null> {
  const names = await readdir('/proc').catch(() => null)
  if (!names) return null
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readEntry))
  return found.filter((entry) => entry !== null)
}

async function readEntry(pid: string): Promise<ProcessEntry | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null) // it may end meanwhile
  // The name is in parentheses and may hold any character; what follows it are numbers (proc(5)).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  if (!fields) return null
  const [, parent, group] = fields
  return { pid: Number(pid), parent: Number(parent), group: Number(group), residentKib: Number(fields[21]) * PAGE_KIB }
}

/** The processes of a group, and all that descend from its first. */
export function membersOf(table: readonly ProcessEntry[], leader: number): ProcessEntry[] {
  const members = new Map(table.filter(({ group }) => group === leader).map((entry) => [entry.pid, entry]))
  const queue = [leader]
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop())
    for (const child of table.filter(({ parent }) => parent === pid)) {
      members.set(child.pid, child)
      queue.push(child.pid)
    }
  return [...members.values()]
}
