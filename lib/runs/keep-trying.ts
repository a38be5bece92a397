import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds before each further try: together less than the lease, after which the run is another worker's to settle. */
const PAUSES = [100, 300, 1000, 2000, 3000, 4000]

/** Does something that a database may refuse for a moment, until it is done. Throws what it says last. */
export async function keepTrying<T>(what: string, work: () => Promise<T>): Promise<T> {
  for (const wait of PAUSES)
    try {
      return await work()
    } catch (error) {
      console.error(`[runs] ${what} could not be kept yet`, error)
      await pause(wait)
    }
  return work()
}
