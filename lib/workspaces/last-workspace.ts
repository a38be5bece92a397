import 'server-only'
import { cookies } from 'next/headers'
import { LAST_WORKSPACE_COOKIE } from './schema'

/** The workspace that this browser showed last, as it says; null when it names none. */
export async function lastWorkspace(): Promise<string | null> {
  return (await cookies()).get(LAST_WORKSPACE_COOKIE)?.value ?? null
}
