import 'server-only'
import type { Context } from '@/lib/auth/context'
import { TookTooLong, within } from '@/lib/doctor/within'
import { AppError } from '@/lib/errors'
import { listStorageNames } from '@/lib/storage-settings/list-storages'
import { canTransferDirectly } from './can-transfer-directly'

/** Endpoints are written by people: what is more than scheme, host and port goes into no header. */
const ORIGIN = /^https?:\/\/[\w.[\]:-]+$/

const PATIENCE_MS = 1000

/** Scheme, host and port of the storages of the workspace that the actor's browser may reach by itself. */
export async function listDirectOrigins(ctx: Context): Promise<string[]> {
  const names = await listStorageNames(ctx, { include_default: 'true' })
  const found = await Promise.all(names.map((storage) => originOf(ctx, storage)))
  return [...new Set(found.filter((origin) => origin !== null))].filter((origin) => ORIGIN.test(origin))
}

/** null also for a storage that cannot be opened, or not soon: whoever works with it is told why, and pages wait for nothing. */
async function originOf(ctx: Context, storage: string): Promise<string | null> {
  try {
    return await within(PATIENCE_MS, findOrigin(ctx, storage))
  } catch (error) {
    if (!(error instanceof AppError || error instanceof TookTooLong))
      console.error(`[uploads] where the storage ${storage} is reached is not known`, error)
    return null
  }
}

async function findOrigin(ctx: Context, storage: string): Promise<string | null> {
  if (!(await canTransferDirectly(ctx, { storage })).direct) return null
  return (await ctx.openStorage(storage)).directOrigin
}
