import 'server-only'
import { z } from '@hono/zod-openapi'
import { parse } from '@/lib/parse'
import { givenPathSchema } from '@/lib/resources/path'

/** The rest of the address as one parameter: a path has slashes in it. */
export const ITEM_PATH = '{path}{.+}'

export const itemPathParams = z.object({ path: z.string() })

/** The path of an item as it stands in an address, decoded once. Throws `invalid` for anything that is no path of an item. */
export function readItemPath(param: { path: string }): { path: string } {
  return { path: parse(givenPathSchema, param.path) }
}
