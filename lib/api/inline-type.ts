import 'server-only'
import { LRUCache } from 'lru-cache'
import type { Context } from '@/lib/auth/context'
import { readObject } from '@/lib/objects/read-object'
import type { ObjectTarget } from '@/lib/objects/schema'
import { harmlessType, SNIFF_BYTES } from '@/lib/previews/sniff'
import type { ObjectInfo } from '@/lib/storage/object-store'

/** A player asks for the same object range by range: the first answer tells for all, as long as the ETag stays. */
const sniffed = new LRUCache<string, { type: string | null }>({ max: 2000 })

/**
 * The type to show an object inline as, or null: then it is only ever an attachment. The bytes decide, never the name or the
 * stored type, and they are judged as previews judge them: what has a viewer there must not arrive as an attachment.
 */
export async function inlineType(ctx: Context, target: ObjectTarget, info: ObjectInfo): Promise<string | null> {
  if (info.size === 0 || !info.etag) return info.size === 0 ? null : sniff(ctx, target)
  const id = JSON.stringify([ctx.workspace.id, target.storage, target.s3_resource_path, target.file_key, info.etag])
  const known = sniffed.get(id)
  if (known) return known.type
  const type = await sniff(ctx, target)
  sniffed.set(id, { type })
  return type
}

async function sniff(ctx: Context, target: ObjectTarget): Promise<string | null> {
  const { body } = await readObject(ctx, target, { range: { start: 0, end: SNIFF_BYTES } })
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return harmlessType(Buffer.concat(chunks))
}
