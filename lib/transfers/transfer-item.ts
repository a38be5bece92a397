import 'server-only'
import { AppError } from '@/lib/errors'
import { keepBothKey } from '@/lib/objects/keep-both-key'
import { ObjectExists, ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectInfo } from '@/lib/storage/object-store'
import type { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { type Copying, copyContent, type End, isSamePlace } from './copy-content'
import { decideConflict, mayBeSameObject } from './decide-conflict'
import type { Item } from './place'
import { removeSource } from './remove-source'
import type { Run } from './run'
import { hasSameContent, verifyCopy, WrongCopy } from './verify-copy'

/** What became of an object: `target` is its key there. */
export type Transferred = { became: 'done' | 'skipped'; bytes: number; target: string; conflicts: number }

// Whoever has a thousand copies of one file beside each other wants no other one.
const MAX_NAMES = 1000

type Wanted = { from: Copying['from']; storage: OpenStorage; target: string; again: boolean }

/**
 * Transfers one object, decided by the rights of this moment. `again`: this may have been done before, by a try that broke off, so
 * that an equal object at the target is taken as its work.
 */
export async function transferItem(run: Run, { key }: Item, again: boolean): Promise<Transferred> {
  const { source, target: storage } = await run.open()
  const store = source.authorize('read', key)
  if (run.transfer.kind === 'move') source.authorize('delete', key)
  const target = targetOf(run, key)
  const there = storage.authorize('write', target)
  const info = await store.head(key, { signal: run.signal })
  if (!info && again && run.transfer.kind === 'move') {
    const moved = await there.head(target, { signal: run.signal })
    if (moved) return { became: 'done', bytes: moved.size, target, conflicts: 0 }
  }
  if (!info) throw new ObjectNotFound(key)
  return settle(run, { from: { store, key, info }, storage, target, again })
}

/** The key that an object gets at the target. */
export function targetOf({ transfer }: Pick<Run, 'transfer'>, key: string): string {
  return transfer.toPrefix + key.slice(transfer.fromPrefix.length)
}

/** Tries one name at the target after the other until something is decided. */
async function settle(run: Run, { from, storage, target, again }: Wanted): Promise<Transferred> {
  const taken = new Set<string>()
  // A server may have carried out what it did not answer, and find that taken by the next try.
  let mayBeOurs = again
  const answer = (became: Transferred['became'], key: string, conflicts = taken.size > 0 ? 1 : 0) => ({
    ...{ became, target: key, bytes: from.info.size, conflicts },
  })
  for (let name = 0; name < MAX_NAMES; name++) {
    const key = taken.has(target) ? keepBothKey(target, (other) => taken.has(other)) : target
    const to = { store: storage.authorize('write', key), key }
    const found = await to.store.head(key, { signal: run.signal })
    const step = await nextStep(run, { from, to, found, again: mayBeOurs })
    if (step === 'skip') return answer('skipped', key, 1)
    if (step === 'next') {
      taken.add(key)
      continue
    }
    const overwrite = step === 'replace'
    const ifMatch = overwrite && isJudged(run) ? (found?.etag ?? undefined) : undefined
    if (step === 'finish' || (await placeCopy(run, { from, to, overwrite, ifMatch }))) {
      if (run.transfer.kind === 'move') await removeAuthorized(run, from)
      return answer('done', key, found && !mayBeOurs ? 1 : undefined)
    }
    mayBeOurs = true
  }
  throw new AppError('conflict', `${JSON.stringify(target)} and every name beside it are taken.`)
}

/** Whether what is there was looked at before it was given up for replacing: then that very version alone may be. */
function isJudged({ transfer: { conflict } }: Run): boolean {
  return conflict === 'newer' || conflict === 'different'
}

/** The copy may have taken hours: the right to delete is that of now. */
async function removeAuthorized(run: Run, from: Copying['from']): Promise<void> {
  const { source } = await run.open()
  await removeSource(run, { ...from, store: source.authorize('delete', from.key) })
}

type Meeting = { from: Copying['from']; to: End; found: ObjectInfo | null; again: boolean }

/** `finish`: the content is at the target already. */
async function nextStep(run: Run, { from, to, found, again }: Meeting) {
  const { kind, conflict } = run.transfer
  if (!found) return conflict === 'overwrite' ? 'replace' : 'write'
  if (isSamePlace(from.store, to.store) && from.key === to.key)
    return kind === 'copy' && conflict === 'keep_both' ? 'next' : 'skip'
  if (kind === 'move' && mayBeSameObject(from.info, found)) return conflict === 'keep_both' ? 'next' : 'skip'
  const decision = decideConflict(conflict, from.info, found)
  if (!again && decision !== 'compare') return decision
  if (await hasSameContent(run, from, { ...to, info: found })) return again || kind === 'move' ? 'finish' : 'skip'
  return decision === 'compare' ? 'replace' : decision
}

/** Copies and checks. False when somebody else took the name meanwhile. */
async function placeCopy(run: Run, copying: Copying): Promise<boolean> {
  try {
    const checksums = await copyContent(run, copying)
    run.onPlaced?.(copying.from.key, copying.to.key)
    await verifyCopy(run, copying, checksums)
    return true
  } catch (error) {
    if (error instanceof ObjectExists) return false
    // Nobody shall take it for the object; what somebody else wrote there meanwhile stays.
    if (error instanceof WrongCopy && error.etag)
      await copying.to.store.remove([copying.to.key], { ifMatch: error.etag }).catch(() => [])
    throw error
  }
}
