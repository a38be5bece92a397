import 'server-only'
import { lstat } from 'node:fs/promises'
import type { Context } from '@/lib/auth/context'
import { openTarget } from '@/lib/objects/open-target'
import type { ObjectTarget } from '@/lib/objects/schema'
import { ObjectNotFound } from '@/lib/storage/errors'
import type { ObjectStore } from '@/lib/storage/object-store'
import { tableCache } from './engine'
import { stampOf } from './stamp'
import type { HeldFile, TableSource } from './table-source'

/** An object as a file of this machine, once the actor may read it: local ones where they lie, remote ones through the cache. */
export async function openTable(ctx: Context, input: ObjectTarget, signal?: AbortSignal): Promise<TableSource> {
  const { file_key: key } = input
  const store = (await openTarget(ctx, input)).authorize('read', key)
  return store.localPath ? localSource(store, key) : remoteSource(store, key, signal)
}

async function localSource(store: ObjectStore, key: string): Promise<TableSource> {
  const path = await store.localPath?.(key)
  if (!path) throw new ObjectNotFound(key)
  const file = await heldFile(path, () => {})
  return { key, identity: JSON.stringify(['local', path, file.stamp]), hold: async () => file }
}

async function remoteSource(store: ObjectStore, key: string, signal?: AbortSignal): Promise<TableSource> {
  const info = await store.head(key, { signal })
  if (!info) throw new ObjectNotFound(key)
  const { etag, size } = info
  const identity = store.identity && etag !== null ? JSON.stringify([store.identity, key, etag, size]) : null
  const open = async (signal: AbortSignal) => (await store.read(key, { ifMatch: etag ?? undefined, signal })).body
  const hold = async (signal?: AbortSignal) => {
    const { path, release } = await tableCache().hold({ key, name: identity, size, open }, signal)
    return heldFile(path, release)
  }
  return { key, identity, hold }
}

async function heldFile(path: string, release: () => void): Promise<HeldFile> {
  return { path, stamp: stampOf(await lstat(path, { bigint: true })), release }
}
