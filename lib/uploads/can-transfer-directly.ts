import 'server-only'
import type { Context } from '@/lib/auth/context'
import { capabilitiesOf } from '@/lib/doctor/capabilities-of'
import { featuresFrom } from '@/lib/doctor/steering'
import { openTarget } from '@/lib/objects/open-target'
import type { Target } from '@/lib/objects/schema'

/**
 * Whether a browser may try to send and fetch files without this server in between: the store can sign, the actor may know where it
 * is, and the doctor saw nothing that speaks against it. Whether it works, the browser finds out.
 */
export async function canTransferDirectly(ctx: Context, target: Target): Promise<{ direct: boolean }> {
  const opened = await openTarget(ctx, target)
  if (!opened.canPresign || target.s3_resource_path) return { direct: false }
  return { direct: featuresFrom(await capabilitiesOf(ctx, target.storage)).directTransfers }
}
