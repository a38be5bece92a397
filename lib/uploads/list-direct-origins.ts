import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { listStorageNames } from '@/lib/storage-settings/list-storages'
import { canTransferDirectly } from './can-transfer-directly'

/** Endpoints are written by people: what is more than scheme, host and port goes into no header. */
const ORIGIN = /^https?:\/\/[\w.[\]:-]+$/

/** Scheme, host and port of the storages of the workspace that the actor's browser may reach by itself. */
export async function listDirectOrigins(ctx: Context): Promise<string[]> {
  const names = await listStorageNames(ctx, { include_default: 'true' })
  const found = await Promise.all(names.map((storage) => originOf(ctx, storage)))
  return [...new Set(found.filter((origin) => origin !== null))].filter((origin) => ORIGIN.test(origin))
}

/** null also for a storage that cannot be opened: whoever works with it is told why. */
async function originOf(ctx: Context, storage: string): Promise<string | null> {
  try {
    if (!(await canTransferDirectly(ctx, { storage })).direct) return null
    return (await ctx.openStorage(storage)).directOrigin
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
