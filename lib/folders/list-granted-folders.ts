import 'server-only'
import type { Context } from '@/lib/auth/context'
import { findGrantsOf } from './store'

/** Names of the folders that are granted to one subject, for whoever manages that subject. */
export async function listGrantedFolders(ctx: Context, subject: string): Promise<string[]> {
  return (await findGrantsOf(ctx.workspace.id, [subject])).map(({ folder }) => folder).sort()
}
