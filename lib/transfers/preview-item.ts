import 'server-only'
import { keepBothKey } from '@/lib/objects/keep-both-key'
import { ObjectNotFound } from '@/lib/storage/errors'
import { isSamePlace } from './copy-content'
import type { Outcome } from './counts'
import { decideConflict } from './decide-conflict'
import type { Item } from './place'
import type { Run } from './run'
import { targetOf } from './transfer-item'

export type Previewed = { outcome: Outcome; target: string; reason: string | null }

/** What would happen to one object. Nothing is changed, and no content is read. */
export async function previewItem(run: Run, { key, size }: Item): Promise<Previewed> {
  const { kind, conflict } = run.transfer
  const { source, target: storage } = await run.open()
  const target = targetOf(run, key)
  const bytes = size ?? 0
  const refuse = (reason: string, more: Partial<Outcome>) => ({
    ...{ target, reason, outcome: { became: 'failed' as const, bytes, ...more } },
  })
  if (!source.may('read', key)) return refuse('You may not read it.', { unreadable: 1 })
  if (kind === 'move' && !source.may('delete', key)) return refuse('You may not delete it.', { undeletable: 1 })
  if (!storage.may('write', target)) return refuse('You may not write it at the target.', { unwritable: 1 })
  const from = source.authorize('read', key)
  const to = storage.authorize('write', target)
  const [info, found] = await Promise.all([
    from.head(key, { signal: run.signal }),
    to.head(target, { signal: run.signal }),
  ])
  if (!info) return refuse(new ObjectNotFound(key).message, {})
  const same = isSamePlace(from, to) && key === target
  const decision =
    same && !(kind === 'copy' && conflict === 'keep_both') ? 'skip' : decideConflict(conflict, info, found)
  const equal = decision === 'compare' && info.size === found?.size && info.etag !== null && info.etag === found.etag
  return {
    outcome: {
      became: decision === 'skip' || equal ? 'skipped' : 'done',
      bytes: info.size,
      conflicts: found ? 1 : 0,
    },
    target: decision === 'next' ? keepBothKey(target, () => false) : target,
    reason: null,
  }
}
