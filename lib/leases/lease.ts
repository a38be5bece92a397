import 'server-only'

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

/** The right of this process to work on one thing, renewed until it is closed. `signal` ends with it. */
export class Lease {
  readonly #abort = new AbortController()
  readonly #timer: NodeJS.Timeout
  #until: number
  #renewing: Promise<void> | null = null

  constructor(private readonly terms: LeaseTerms) {
    this.#until = Date.now() + terms.leaseMs
    this.#timer = setInterval(() => {
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
    if (await change()) this.#until = asked + this.terms.leaseMs
    else this.abort(new LeaseLost())
    this.signal.throwIfAborted()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#renewing
    await this.terms.release()
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
      else if (Date.now() > this.#until - this.terms.renewMs) this.abort(new LeaseLost())
    }
  }
}
