import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'

/** The work is no longer this process's: it was paused, cancelled, deleted, or another process has it. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

export type LeaseTerms = {
  /** Milliseconds that the owner may be silent; then another one takes the work over. */
  leaseMs: number
  /** Milliseconds between two signs of life. */
  renewMs: number
  /** A sign of life. False when the work is no longer the owner's. */
  renew: () => Promise<boolean>
  /** Throws when the work may not go on. */
  check: () => Promise<unknown>
  /** Whether an error of `check` ends the work; any other may be of the moment. */
  isFinal: (error: Error) => boolean
  /** Lets go, whatever the status: the next one may claim it at once. */
  release: () => Promise<void>
}

// How long a database may take to answer at the end.
const CLOSE_MS = 2000

/** The right of this process to work on one thing, renewed until it is closed. `signal` ends with it. */
export class Lease {
  readonly #abort = new AbortController()
  readonly #timer: NodeJS.Timeout
  #until: number
  #renewing: Promise<void> | null = null

  constructor(private readonly terms: LeaseTerms) {
    this.#until = Date.now() + terms.leaseMs
    this.#timer = setInterval(() => {
      // Also while the database hangs: another process may have taken it over by then.
      if (this.#hasRunOut()) this.abort(new LeaseLost())
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = null
      })
    }, terms.renewMs)
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Gives up what is under way. */
  abort(reason: Error): void {
    this.#abort.abort(reason)
  }

  /** Runs a statement that changes something only for the owner, and renews. Throws `LeaseLost` when it changed nothing. */
  async hold(change: () => Promise<boolean>): Promise<void> {
    const asked = Date.now()
    if (await this.#unlessAborted(change)) this.#until = asked + this.terms.leaseMs
    else this.abort(new LeaseLost())
    this.signal.throwIfAborted()
  }

  /** A lease that cannot be given back in time ends by itself. Throws what the database says. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    const release = async () => {
      await this.#renewing
      await this.terms.release()
    }
    await Promise.race([release(), pause(CLOSE_MS, undefined, { ref: false })])
  }

  #hasRunOut(): boolean {
    return Date.now() > this.#until - this.terms.renewMs
  }

  /** What the database answers, unless the lease ends before. */
  #unlessAborted<T>(change: () => Promise<T>): Promise<T> {
    const { signal } = this
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const end = () => reject(signal.reason)
      signal.addEventListener('abort', end, { once: true })
      change()
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', end))
    })
  }

  /** A database that does not answer for a moment ends nothing; one that does not for the length of the lease does. */
  async #renew(): Promise<void> {
    if (this.signal.aborted) return
    try {
      await this.terms.check()
      await this.hold(this.terms.renew)
    } catch (error) {
      const isFinal = error instanceof Error && (error instanceof LeaseLost || this.terms.isFinal(error))
      if (isFinal) this.abort(error)
      else if (this.#hasRunOut()) this.abort(new LeaseLost())
    }
  }
}
