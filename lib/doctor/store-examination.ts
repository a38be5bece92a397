import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import type { Examination } from './examine'
import { probeName } from './probe-names'

/** What the stages of one look at any kind of store know of each other. */
export type StoreExamination = Examination & {
  readonly store: ObjectStore
  close(): Promise<void>
  prefix: string
  /** What the names of its probe files have in common. */
  probeId: string
  /** How many of them were named. */
  probes: number
  /** The probe file of this look, once it lies there. */
  probe: string | null
  mayRemove: boolean
  /** New files cannot be removed for some time, by a rule of the storage: why nothing is written. */
  retention: string | null
  /** A listed object that has at least one byte. */
  sample: string | null
  /** Everything that was written and is not removed yet. */
  left: Set<string>
  /** Removes what the store keeps of a key that was removed; absent where it keeps nothing. */
  removeVersions?(key: string): Promise<void>
}

export type BeginOptions = { prefix: string; secrets?: string[]; probeId?: string; totalMs?: number }

const TOTAL_MS = 120_000

/** Begins a look. The store is opened with the first use, since settings that cannot work are a finding. */
export function beginStoreExamination(open: () => ObjectStore, options: BeginOptions): StoreExamination {
  const { prefix, secrets = [], probeId = randomUUID(), totalMs = TOTAL_MS } = options
  let opened: ObjectStore | null = null
  return {
    ...{ secrets, deadline: performance.now() + totalMs, prefix, probeId, probes: 0 },
    ...{ probe: null, mayRemove: false, retention: null, sample: null, left: new Set<string>() },
    get store() {
      opened ??= open()
      return opened
    },
    async close() {
      await opened?.close?.()
    },
  }
}

export const PROBE_BODY = Buffer.from('Granary looks whether files can be written here, and removes this one again.\n')

/** A key that nobody else has. */
export function nextProbeKey(look: StoreExamination, end = ''): string {
  return probeName(look, look.probes++, end)
}

/** Writes a small file under a key that nobody else has, and remembers that it is to be removed. */
export async function writeProbe(look: StoreExamination, end = ''): Promise<string> {
  const key = nextProbeKey(look, end)
  look.left.add(key)
  const options = { overwrite: false, size: PROBE_BODY.length, metadata: { doctor: 'probe' } }
  await look.store.write(key, PROBE_BODY, options).catch((error) => {
    // Refused: nothing was written. Of a server that did not answer that is not known.
    if (error instanceof AppError && error.code !== 'unavailable') look.left.delete(key)
    throw error
  })
  return key
}

/** Throws with the reason of the store where it refuses. */
export async function removeFromStore(look: StoreExamination, key: string): Promise<void> {
  const [failure] = await look.store.remove([key])
  if (failure) throw new AppError('forbidden', failure.reason)
  look.left.delete(key)
  // Few keys may; what stays then takes some bytes until the rules of the storage end it.
  await look.removeVersions?.(key).catch(() => undefined)
}

/** Removes what stages have left. What cannot be removed stays in `left`. */
export async function removeAllLeft(look: StoreExamination): Promise<void> {
  for (const key of [...look.left]) await removeFromStore(look, key).catch(() => undefined)
}
