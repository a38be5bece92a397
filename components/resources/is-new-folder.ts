import type { Place } from './path-fields'

/** Whether a path was put together with "New folder": every other folder on offer is a place. */
export function isNewFolder(path: string, places: Place[]): boolean {
  return path.startsWith('f/') && !places.some(({ prefix }) => path.startsWith(prefix))
}
