import 'server-only'
import type { Context } from '@/lib/auth/context'
import { placeResource } from './place-resource'
import { prepareValue } from './prepare-value'
import type { CreateResource } from './schema'

/** Stores a new resource, its secrets sealed. Throws `conflict` when its path is taken. */
export async function createResource(ctx: Context, input: CreateResource): Promise<{ path: string }> {
  return placeResource(ctx, { ...input, prepared: await prepareValue(ctx, input) })
}
