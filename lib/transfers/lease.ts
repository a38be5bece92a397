import 'server-only'
import type { AppError } from '@/lib/errors'
import { Lease } from '@/lib/leases/lease'
import type { Flight } from './meter'
import type { TransferStatus } from './schema'
import { endUnderLease, LEASE_MS, releaseLease, saveUnderLease } from './store'

type Holder = {
  id: string
  owner: string
  /** How far it is, told with every renewal. */
  flight: () => Flight
  /** Throws when the transfer may not go on. */
  check: () => Promise<unknown>
  renewMs: number
}

/** The right of this process to work on one transfer. */
export class TransferLease extends Lease {
  constructor(private readonly holder: Holder) {
    const { id, owner, flight, check, renewMs } = holder
    super({
      ...{ leaseMs: LEASE_MS, renewMs, check },
      renew: () => saveUnderLease(id, owner, { flight: JSON.stringify(flight()) }),
      isFinal: ({ name }) => name === 'TransferStopped',
      release: () => releaseLease(id, owner),
    })
  }

  /** Keeps how far it is. Throws `LeaseLost` when it may not be kept. */
  save(data: Parameters<typeof saveUnderLease>[2]): Promise<void> {
    const { id, owner } = this.holder
    return this.hold(() => saveUnderLease(id, owner, data))
  }

  end(status: TransferStatus, error: AppError | Error | null): Promise<void> {
    return endUnderLease(this.holder.id, this.holder.owner, { status, error: error?.message ?? null })
  }
}
