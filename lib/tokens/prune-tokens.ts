import 'server-only'
import { removeExpiredTokens } from './store'

const HOUR_MS = 3600 * 1000

/** Removes tokens that have expired, now and once an hour, as long as the process lives. Answers the first removal. */
export function pruneTokensHourly(): Promise<void> {
  const prune = () =>
    removeExpiredTokens(new Date()).catch((error) => console.error('[tokens] expired ones could not be removed', error))
  setInterval(() => void prune(), HOUR_MS).unref()
  return prune()
}
