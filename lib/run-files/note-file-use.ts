import 'server-only'
import { processWide } from '@/lib/shared'
import { MAX_NAMES } from './schema'
import { addFileUses, type FileUse } from './store'

/** Milliseconds in which what a run does is gathered: a file that it reads in a thousand ranges is one write. */
const GATHER_MS = 1000

/** What each run did, by what it did with which file. */
type Uses = Map<string, Map<string, FileUse>>
type Gathered = { ofRuns: Uses; timer: NodeJS.Timeout | null; writing: Promise<void> }

const gathered = () =>
  processWide('run-files', (): Gathered => ({ ofRuns: new Map(), timer: null, writing: Promise.resolve() }))

/** `bytes` is null for a request whose bytes nobody saw. */
type Noted = Omit<FileUse, 'bytes' | 'requests' | 'unseen' | 'firstAt' | 'lastAt'> & { bytes: number | null }

/**
 * Remembers that a run did something with a file; kept soon, so that its requests never wait for the database. A run that has done
 * `MAX_NAMES` different things is counted with those alone.
 */
export function noteFileUse({ bytes: seen, ...use }: Noted): void {
  const found = gathered()
  const now = new Date()
  const [bytes, unseen] = seen === null ? [0, 1] : [seen, 0]
  const uses = found.ofRuns.get(use.runId) ?? new Map<string, FileUse>()
  found.ofRuns.set(use.runId, uses)
  const name = JSON.stringify([use.storage, use.access, use.key])
  const known = uses.get(name)
  if (known) {
    const sums = { bytes: known.bytes + bytes, unseen: known.unseen + unseen, requests: known.requests + 1 }
    Object.assign(known, { ...sums, lastAt: now })
  } else if (uses.size < MAX_NAMES) uses.set(name, { ...use, bytes, unseen, requests: 1, firstAt: now, lastAt: now })
  if (found.timer) return
  found.timer = setTimeout(() => void flushFileUses(), GATHER_MS)
  found.timer.unref()
}

/** Keeps what was gathered, now: before somebody asks for it, and at the end of the process. */
export async function flushFileUses(): Promise<void> {
  const found = gathered()
  if (found.timer) clearTimeout(found.timer)
  found.timer = null
  // Taken only when what was taken before is kept: a slow database never has more of it in memory than that.
  found.writing = found.writing.then(() => keepAll(found.ofRuns))
  await found.writing
}

async function keepAll(ofRuns: Uses): Promise<void> {
  const taken = [...ofRuns]
  ofRuns.clear()
  for (const [runId, uses] of taken)
    await addFileUses(runId, [...uses.values()]).catch((error) => {
      console.error(`[runs] that ${runId} used files could not be kept`, error)
    })
}
