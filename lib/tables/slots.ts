import 'server-only'
import { AppError } from '@/lib/errors'

/** So many at a time; the others wait in the order in which they came. */
export class Slots {
  private free: number
  private readonly waiting: Array<() => void> = []

  constructor(
    count: number,
    private readonly patienceMs: number,
  ) {
    this.free = count
  }

  /** Resolves with the function that gives the slot back. Throws the signal's reason, or `unavailable` after too long a wait. */
  async take(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.free > 0) this.free -= 1
    else await this.wait(signal)
    let isTaken = true
    return () => {
      if (isTaken) this.giveBack()
      isTaken = false
    }
  }

  private giveBack(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.free += 1
  }

  private wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown) => {
        const place = this.waiting.indexOf(go)
        if (place !== -1) this.waiting.splice(place, 1)
        stop()
        reject(reason)
      }
      const onAbort = () => leave(signal?.reason)
      const timer = setTimeout(() => leave(busy()), this.patienceMs)
      const stop = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      const go = () => {
        stop()
        resolve()
      }
      signal?.addEventListener('abort', onAbort)
      this.waiting.push(go)
    })
  }
}

function busy(): AppError {
  return new AppError('unavailable', 'The server is busy with other queries. Try again in a moment.')
}
