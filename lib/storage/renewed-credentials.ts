/** Credentials that end by themselves. */
export interface TemporaryCredentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiration: Date
}

/** Temporary credentials that are always good. */
export interface RenewedCredentials {
  (): Promise<TemporaryCredentials>
  /** Tells that a server took these for ended: the next caller gets others. */
  drop(used?: Pick<TemporaryCredentials, 'sessionToken'>): void
  /** So that the SDK keeps none of its own, which `drop` would not reach. */
  memoized: true
}

/** Signed addresses for browsers last 5 minutes, so credentials of an hour are renewed when they have this left. */
const LONGEST_LEAD_MS = 15 * 60_000
const PAUSE_AFTER_FAILURE_MS = 10_000

type Held = { credentials: TemporaryCredentials; endsAt: number; renewAt: number }

/**
 * Asks for credentials when they are first needed and again before they end, once for however many callers. While they are
 * still good nobody waits for others, and an `ask` that fails is tried again later.
 */
export function renewedCredentials(ask: () => Promise<TemporaryCredentials>, now = Date.now): RenewedCredentials {
  let held: Held | null = null
  let asking: Promise<TemporaryCredentials> | null = null

  function renew(): Promise<TemporaryCredentials> {
    asking ??= ask()
      .then((credentials) => {
        held = hold(credentials, now())
        return credentials
      })
      .finally(() => {
        asking = null
      })
    return asking
  }

  function renewInTime(current: Held): void {
    current.renewAt = now() + PAUSE_AFTER_FAILURE_MS
    // Whoever comes after they have ended is told.
    renew().catch(() => undefined)
  }

  const get = async () => {
    if (!held || now() >= held.endsAt) return renew()
    if (now() >= held.renewAt) renewInTime(held)
    return held.credentials
  }
  const drop: RenewedCredentials['drop'] = (used) => {
    if (!used || held?.credentials.sessionToken === used.sessionToken) held = null
  }
  return Object.assign(get, { drop, memoized: true as const })
}

function hold(credentials: TemporaryCredentials, since: number): Held {
  const endsAt = credentials.expiration.getTime()
  return { credentials, endsAt, renewAt: endsAt - Math.min(LONGEST_LEAD_MS, (endsAt - since) / 2) }
}
