import 'server-only'
import { findSchedulePathById } from './store'

/** Where the schedule of an id lies; null when it is gone. Whether the caller may know that is the caller's matter. */
export function findSchedulePath(id: string): Promise<string | null> {
  return findSchedulePathById(id)
}
