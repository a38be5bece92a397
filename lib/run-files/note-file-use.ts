import 'server-only'
import { processWide } from '@/lib/shared'
import { addFileUse, type FileUse } from './store'

/** Milliseconds in which what a run does is gathered: a file that it reads in a thousand ranges is one write. */
const GATHER_MS = 1000

type Gathered = { uses: Map<string, FileUse>; timer: NodeJS.Timeout | null; writing: Promise<void> }

const gathered = () =>
  processWide('run-files', (): Gathered => ({ uses: new Map(), timer: null, writing: Promise.resolve() }))

/** Remembers that a run did something with a file; kept soon, so that its requests never wait for the database. */
export function noteFileUse(use: Omit<FileUse, 'requests' | 'firstAt' | 'lastAt'>): void {
  const found = gathered()
  const now = new Date()
  const name = JSON.stringify([use.runId, use.storage, use.access, use.key])
  const known = found.uses.get(name)
  if (known) Object.assign(known, { bytes: known.bytes + use.bytes, requests: known.requests + 1, lastAt: now })
  else found.uses.set(name, { ...use, requests: 1, firstAt: now, lastAt: now })
  if (found.timer) return
  found.timer = setTimeout(() => void flushFileUses(), GATHER_MS)
  found.timer.unref()
}

/** Keeps what was gathered, now: before somebody asks for it, and at the end of the process. */
export async function flushFileUses(): Promise<void> {
  const found = gathered()
  if (found.timer) clearTimeout(found.timer)
  found.timer = null
  const uses = [...found.uses.values()]
  found.uses.clear()
  found.writing = found.writing.then(() => keepAll(uses))
  await found.writing
}

async function keepAll(uses: FileUse[]): Promise<void> {
  for (const use of uses)
    await addFileUse(use).catch((error) => {
      console.error(`[runs] that ${use.runId} used a file could not be kept`, error)
    })
}
