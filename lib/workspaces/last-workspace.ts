import 'server-only'
import { cookies } from 'next/headers'

/** Which workspace this browser showed last; written by the workspace's screens, read by `/`. */
export const LAST_WORKSPACE_COOKIE = 'granary.workspace'

export async function lastWorkspace(): Promise<string | null> {
  return (await cookies()).get(LAST_WORKSPACE_COOKIE)?.value ?? null
}
