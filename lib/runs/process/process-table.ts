import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import { processWide } from '@/lib/shared'

const PAGE_KIB = 4 // of the machines that Linux lets a page be larger on, /proc tells in this unit too seldom to matter

export type ProcessEntry = { pid: number; parent: number; group: number; residentKib: number }

/** A number goes to another process once its own has ended, which is seen only as long as somebody looks. */
const PAUSE_MS = 1000
const KNOWN_MS = 5000

/** Processes that this one did not bring about, directly or not. They are not read again for a while: a desktop has hundreds of them. */
const strangers = () => processWide('process-strangers', () => ({ known: new Set<number>(), since: 0, seenAt: 0 }))

/** Reads this process the next time, whatever had its number before. */
export function expectProcess(pid: number): void {
  strangers().known.delete(pid)
}

let reading: Promise<ProcessEntry[] | null> | null = null

/** All processes of the machine that this one may have brought about; null where the system has no `/proc`. Who asks meanwhile shares the answer. */
export function readProcessTable(): Promise<ProcessEntry[] | null> {
  reading ??= read().finally(() => {
    reading = null
  })
  return reading
}

async function read(): Promise<ProcessEntry[] | null> {
  const names = await readdir('/proc').catch(() => null)
  if (!names) return null
  const pids = new Set(names.filter((name) => /^\d+$/.test(name)).map(Number))
  const known = knownStrangers()
  for (const pid of known) if (!pids.has(pid)) known.delete(pid)
  const found = await Promise.all([...pids].filter((pid) => !known.has(pid)).map(readEntry))
  const table = found.filter((entry) => entry !== null)
  rememberStrangers(table)
  return table
}

function knownStrangers(): Set<number> {
  const found = strangers()
  const now = performance.now()
  if (now - found.seenAt > PAUSE_MS || now - found.since > KNOWN_MS) {
    found.known.clear()
    found.since = now
  }
  found.seenAt = now
  return found.known
}

// Only what descends from a stranger is one: the parent of others may have ended while the table was read.
function rememberStrangers(table: readonly ProcessEntry[]): void {
  const { known } = strangers()
  const ours = new Set([process.pid, ...membersOf(table, process.pid).map(({ pid }) => pid)])
  for (const { pid, parent, group } of table)
    if (!ours.has(pid) && !ours.has(group) && (parent === 0 || known.has(parent))) known.add(pid)
}

async function readEntry(pid: number): Promise<ProcessEntry | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null) // it may end meanwhile
  // The name is in parentheses and may hold any character; what follows it are numbers (proc(5)).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  if (!fields) return null
  const [, parent, group] = fields
  return { pid, parent: Number(parent), group: Number(group), residentKib: Number(fields[21]) * PAGE_KIB }
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
