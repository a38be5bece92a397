import 'server-only'
import type { Context } from '@/lib/auth/context'
import { capabilitiesOf } from './capabilities-of'
import type { Capabilities } from './report'
import type { GetCapabilities } from './schema'

/** What works in a storage, for whoever may open it; null when the doctor has not looked at it as it is now. */
export async function getCapabilities(ctx: Context, { storage }: GetCapabilities): Promise<Capabilities | null> {
  const { name } = await ctx.openStorage(storage)
  return capabilitiesOf(ctx, name)
}
