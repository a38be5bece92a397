import 'server-only'
import { processWide } from '@/lib/shared'

/** Whether the database is migrated and first-run data is there. */
export function instanceState(): { ready: boolean } {
  return processWide('instance', () => ({ ready: false }))
}
