import 'server-only'
import type { Context } from '@/lib/auth/context'
import { describeTransfer } from './describe-transfer'
import { requireTransfer } from './require-transfer'
import type { Transfer, TransferId } from './schema'

/** One transfer and how far it is. */
export async function getTransfer(ctx: Context, { id }: TransferId): Promise<Transfer> {
  return describeTransfer(ctx, await requireTransfer(ctx, id))
}
