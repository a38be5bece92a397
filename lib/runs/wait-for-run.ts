import 'server-only'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { processWide } from '@/lib/shared'
import { hasEnded } from './schema'
import { findRunState } from './store'

// Another worker's runs are only seen by looking; one's own are told.
const LOOK_MS = 250

const ends = () => processWide('run-ends', () => new EventEmitter().setMaxListeners(0))

const ANY = Symbol('any run')

/** Tells those who wait in this process. */
export function tellRunEnded(id: string): void {
  ends().emit(id)
  ends().emit(ANY, id)
}

/** Calls `listener` for each run that ends in this process, until the answer is called. */
export function onRunEnded(listener: (id: string) => void): () => void {
  ends().on(ANY, listener)
  return () => ends().off(ANY, listener)
}

/** Resolves once a run has ended, wherever it runs. Throws the reason of `signal`. */
export async function waitForRun(id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const round = new AbortController()
    const waiting = { signal: AbortSignal.any([signal, round.signal]) }
    const turns = [once(ends(), id, waiting), sleep(LOOK_MS, null, waiting)].map((turn) => turn.catch(() => undefined))
    const state = await findRunState(id)
    if (state && !hasEnded(state.status)) await Promise.race(turns)
    round.abort()
    if (!state || hasEnded(state.status)) return
  }
}
