import 'server-only'
import * as z from 'zod'
import { inParallel } from '@/lib/objects/in-parallel'
import { listAllowedKeys } from '@/lib/objects/list-allowed-keys'
import { requireBrowsing } from '@/lib/objects/require-browsing'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import type { Batch, Item, Position } from './place'
import { listStoredFailures } from './store'

const selectionSchema = z.object({ keys: z.array(z.string()), prefixes: z.array(z.string()) })
export type Selection = z.output<typeof selectionSchema>

export const readSelection = (text: string): Selection => selectionSchema.parse(JSON.parse(text))

type Walk = { source: OpenStorage; selection: Selection; retryOf: string | null; signal: AbortSignal }
type Step = Omit<Batch, 'since'>

const HEADS = 8

/**
 * The next objects of a selection, at most `limit`: the named files, then what the actor may list of each folder from start to end;
 * or what another transfer failed at.
 */
export async function nextItems(walk: Walk, position: Position, limit: number): Promise<Step> {
  if (walk.retryOf !== null) return nextFailures(walk.retryOf, position, limit)
  const { keys, prefixes } = walk.selection
  if (position.keys < keys.length) return nextKeys(walk, position, limit)
  const prefix = prefixes[position.prefix]
  if (prefix === undefined) return { items: [], next: null }
  requireBrowsing(walk.source, prefix)
  const ask = { prefix, after: position.after ?? undefined, limit, signal: walk.signal }
  const { objects, resume } = await listAllowedKeys(walk.source, ask)
  const following = { ...position, prefix: position.prefix + 1, after: null }
  const atEnd = following.prefix < prefixes.length ? following : null
  return {
    items: objects.map(({ key, size }) => ({ key, size })),
    next: resume === null ? atEnd : { ...position, after: resume },
  }
}

/** Named files are asked for their sizes; one that is not there, or may not be read, is told of when it is its turn. */
async function nextKeys({ source, selection, signal }: Walk, position: Position, limit: number): Promise<Step> {
  const keys = selection.keys.slice(position.keys, position.keys + limit)
  const sizes = new Map<string, number>()
  await inParallel(keys, HEADS, async (key) => {
    if (!source.may('read', key)) return
    const found = await source.authorize('read', key).head(key, { signal })
    if (found) sizes.set(key, found.size)
  })
  const behind = position.keys + keys.length
  const atEnd = behind >= selection.keys.length && selection.prefixes.length === 0
  return {
    items: keys.map((key): Item => ({ key, size: sizes.get(key) ?? null })),
    next: atEnd ? null : { ...position, keys: behind },
  }
}

async function nextFailures(id: string, position: Position, limit: number): Promise<Step> {
  const failures = await listStoredFailures(id, { after: position.failure, take: limit })
  const last = failures.at(-1)
  return {
    items: failures.map(({ key, size }) => ({ key, size })),
    next: last && failures.length === limit ? { ...position, failure: last.id } : null,
  }
}
