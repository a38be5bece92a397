import { processWide } from '@/lib/shared'

type Release = () => void

/**
 * Runs `work` while nobody else in this process holds any of `names`. Who waits can be aborted, and throws the reason of `signal`;
 * `work` that has begun sees to that itself.
 */
export async function holding<T>(names: string[], work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const releases: Release[] = []
  try {
    // One order for everybody: two holders of several names never wait for each other.
    for (const name of [...new Set(names)].sort()) releases.push(await acquire(name, signal))
    return await work()
  } finally {
    for (const release of releases) release()
  }
}

async function acquire(name: string, signal?: AbortSignal): Promise<Release> {
  signal?.throwIfAborted()
  const tails = heldNames()
  const before = tails.get(name) ?? Promise.resolve()
  let done = () => {}
  const released = new Promise<void>((resolve) => {
    done = resolve
  })
  const tail = before.then(() => released)
  tails.set(name, tail)
  const release = () => {
    done()
    if (tails.get(name) === tail) tails.delete(name)
  }
  try {
    await unlessAborted(before, signal)
  } catch (error) {
    // Whoever queued up behind still waits for those before.
    void before.then(release)
    throw error
  }
  return release
}

function unlessAborted(turn: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (!signal) return turn
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    void turn.then(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}

/** By name, when the last of those who hold it or wait for it is done. */
function heldNames(): Map<string, Promise<void>> {
  return processWide('key-lock', () => new Map<string, Promise<void>>())
}
