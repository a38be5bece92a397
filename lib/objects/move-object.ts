import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { auditedMove } from './audited-object'
import { openTarget } from './open-target'
import type { MoveObject } from './schema'
import { transferObject } from './transfer-object'

/** Moves one object within its storage, replacing what is at the target, as the published clients expect. */
export async function moveObject(ctx: Context, input: MoveObject): Promise<null> {
  const opened = await openTarget(ctx, input)
  await transferObject(opened, { source: input.src_file_key, target: input.dest_file_key, overwrite: true })
  await recordAudit(ctx, auditedMove(input, input.src_file_key, input.dest_file_key))
  return null
}
