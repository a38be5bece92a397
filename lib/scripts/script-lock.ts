import 'server-only'
import type { Context } from '@/lib/auth/context'
import { canWritePath } from '@/lib/resources/can-read-path'
import type { ScriptPath } from './schema'

/** Why the actor may run a script but not change it, as a sentence for its page; null when they may. */
export async function scriptLock(ctx: Context, { path }: ScriptPath): Promise<string | null> {
  if (ctx.role === 'operator') return 'Operators run scripts and change none. Ask an admin for the role of a developer.'
  return (await canWritePath(ctx, 'script', path)) ? null : 'You may run this script but not change it. Ask its owner.'
}
