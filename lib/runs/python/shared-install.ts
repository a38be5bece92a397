import 'server-only'
import { processWide } from '@/lib/shared'

/** Installs that run at a time, of one person one: nobody keeps the others waiting. */
const AT_ONCE = 2

type Install = { wanted: number; controller: AbortController; ended: Promise<void> }
type Waiting = { person: string; begin: () => void }
type Desk = { installs: Map<string, Install>; running: string[]; waiting: Waiting[] }

type Wish = {
  /** Alike for all that want the same. */
  name: string
  /** Who is the first to want it. */
  person: string
  /** Of a run: when it is aborted, its reason is thrown at once. */
  signal: AbortSignal
}

/** Installs something once for all runs that want it at the time. It goes on as long as one of them does. */
export async function shareInstall(wish: Wish, install: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { name, person, signal } = wish
  signal.throwIfAborted()
  const { installs } = desk()
  const found = installs.get(name) ?? begin({ name, person }, install)
  found.wanted += 1
  try {
    await Promise.race([found.ended, abortOf(signal)])
  } finally {
    found.wanted -= 1
    if (found.wanted === 0) {
      if (installs.get(name) === found) installs.delete(name) // the next one begins it anew
      found.controller.abort(new Error('Nobody waits for it any more.'))
    }
  }
}

function desk(): Desk {
  return processWide('python-installs', () => ({ installs: new Map(), running: [], waiting: [] }))
}

function begin({ name, person }: Omit<Wish, 'signal'>, install: (signal: AbortSignal) => Promise<void>): Install {
  const controller = new AbortController()
  const ended = inTurn(person, controller.signal, install)
  ended.catch(() => undefined) // told to whoever waits
  const begun = { wanted: 0, controller, ended }
  desk().installs.set(name, begun)
  return begun
}

async function inTurn(person: string, signal: AbortSignal, install: (signal: AbortSignal) => Promise<void>) {
  await turnOf(person, signal)
  try {
    await install(signal)
  } finally {
    const { running } = desk()
    running.splice(running.indexOf(person), 1)
    beginNext()
  }
}

/** Whoever does not want it any more leaves the queue. */
async function turnOf(person: string, signal: AbortSignal): Promise<void> {
  const { waiting } = desk()
  const turn = new Promise<void>((begin, leave) => {
    const entry = { person, begin }
    waiting.push(entry)
    const onAbort = () => {
      const at = waiting.indexOf(entry)
      if (at >= 0) waiting.splice(at, 1)
      if (at >= 0) leave(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  beginNext()
  await turn
}

function beginNext(): void {
  const { running, waiting } = desk()
  while (running.length < AT_ONCE) {
    const at = waiting.findIndex(({ person }) => !running.includes(person))
    const [next] = at < 0 ? [] : waiting.splice(at, 1)
    if (!next) return
    running.push(next.person)
    next.begin()
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => undefined)
  return aborted
}
