import 'server-only'
import type { AppError } from '@/lib/errors'
import type { Flight } from './meter'
import type { TransferStatus } from './schema'
import { endUnderLease, LEASE_MS, releaseLease, saveUnderLease } from './store'

/** The transfer is no longer this process's to work on: it was paused, cancelled, deleted, or another process has it. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}

type Holder = {
  id: string
  owner: string
  /** How far it is, told with every renewal. */
  flight: () => Flight
  /** Throws when the transfer may not go on. */
  check: () => Promise<unknown>
  renewMs: number
}

/** The right of this process to work on one transfer, renewed until it is closed. `signal` ends with it. */
export class Lease {
  readonly #abort = new AbortController()
  readonly #timer: NodeJS.Timeout
  #until = Date.now() + LEASE_MS
  #renewing: Promise<void> | null = null

  constructor(private readonly holder: Holder) {
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = null
      })
    }, holder.renewMs)
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Gives up what is under way. */
  abort(reason: Error): void {
    this.#abort.abort(reason)
  }

  /** Keeps how far it is. Throws `LeaseLost` when it may not be kept. */
  async save(data: Parameters<typeof saveUnderLease>[2]): Promise<void> {
    const { id, owner } = this.holder
    const asked = Date.now()
    if (await saveUnderLease(id, owner, data)) this.#until = asked + LEASE_MS
    else this.abort(new LeaseLost())
    this.signal.throwIfAborted()
  }

  end(status: TransferStatus, error: AppError | Error | null): Promise<void> {
    return endUnderLease(this.holder.id, this.holder.owner, { status, error: error?.message ?? null })
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#renewing
    await releaseLease(this.holder.id, this.holder.owner)
  }

  /** A database that does not answer for a moment ends nothing; one that does not for the length of the lease does. */
  async #renew(): Promise<void> {
    if (this.signal.aborted) return
    try {
      await this.holder.check()
      await this.save({ flight: JSON.stringify(this.holder.flight()) })
    } catch (error) {
      const isFinal = error instanceof Error && (error.name === 'TransferStopped' || error instanceof LeaseLost)
      if (isFinal) this.abort(error)
      else if (Date.now() > this.#until - this.holder.renewMs) this.abort(new LeaseLost())
    }
  }
}
