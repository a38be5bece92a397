import 'server-only'
import { processWide } from '@/lib/shared'
import { insertEntries, type NewEntry } from './store'

/** Milliseconds that an entry of a read waits for others; what a killed process loses at most. */
const FLUSH_MS = 200

/** Entries of one insert, below what SQLite and PostgreSQL take as parameters of one statement. */
const BATCH_ENTRIES = 500

type Queue = { entries: NewEntry[]; timer: NodeJS.Timeout | undefined; writing: Promise<void> }

/** Keeps an entry soon, together with others: reading never waits for the log. */
export function queueEntry(entry: NewEntry): void {
  const waiting = queue()
  waiting.entries.push(entry)
  waiting.timer ??= setTimeout(() => void flushReads(), FLUSH_MS)
}

/** Writes what waits, now. Called at the end of the process, and by tests. */
export async function flushReads(): Promise<void> {
  const waiting = queue()
  clearTimeout(waiting.timer)
  waiting.timer = undefined
  const entries = waiting.entries.splice(0)
  waiting.writing = waiting.writing.then(() => writeAll(entries)).catch(tell)
  await waiting.writing
}

async function writeAll(entries: readonly NewEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH_ENTRIES)
    await insertEntries(entries.slice(start, start + BATCH_ENTRIES))
}

function tell(error: unknown): void {
  console.error('[audit] reads could not be recorded', error)
}

function queue(): Queue {
  return processWide('audit-queue', () => ({ entries: [], timer: undefined, writing: Promise.resolve() }))
}
