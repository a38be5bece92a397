import 'server-only'
import { setFlagsFromString } from 'node:v8'

/** How much the heap may grow, in hundredths of what was alive in it, before all of it is looked through again. */
const GROWING_PERCENT = 40

/**
 * Keeps the memory of the process near what is alive in it. On a machine with much memory V8 lets garbage pile up to several times that:
 * many small requests at once leave some ten kilobytes each. A limit on the heap would do the same and end the process where somebody
 * needs more.
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`)
}
