import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Context } from '@/lib/auth/context'
import { unlimited } from '@/lib/permissions/access'
import { fullAccess, type Rule } from '@/lib/permissions/rules'
import { filesystemStore } from '@/lib/storage/filesystem'
import type { ObjectStore } from '@/lib/storage/object-store'
import { OpenStorage } from '@/lib/storage-settings/opened-storage'
import { testContext } from './context'
import { startTestInstance } from './instance'
import { linkFolder } from './storage-api'

/** An instance with a real folder as its primary storage: `owner` may see its resource, `stranger` is a member who may not. */
export async function startLinkedFolder() {
  await startTestInstance()
  const root = await mkdtemp(join(tmpdir(), 'granary-linked-'))
  const owner = await testContext({ username: 'ada' })
  const stranger = await testContext({ username: 'bob' })
  await linkFolder(root)
  const store = filesystemStore({ root })
  return {
    root,
    owner,
    stranger,
    store,
    /** Every key of the storage under a prefix. */
    keys: async (prefix = '') => (await store.list({ prefix, limit: 1000 })).objects.map(({ key }) => key),
    /** Files that somebody put there without Granary; each holds its own key. */
    async putFiles(keys: string[]) {
      for (const folder of new Set(keys.map((key) => dirname(join(root, key)))))
        await mkdir(folder, { recursive: true })
      for (const key of keys) await writeFile(join(root, key), key)
    },
  }
}

/** The same actor, for whom storages open changed: another store, other rules. */
export function withStorage(
  ctx: Context,
  change: (opened: { store: ObjectStore }) => { rules?: readonly Rule[]; store?: ObjectStore },
): Context {
  return {
    ...ctx,
    async openStorage(name) {
      const opened = await ctx.openStorage(name)
      const store = opened.authorize('read', 'anything')
      const { rules = fullAccess, store: other = store } = change({ store })
      return new OpenStorage({ name: opened.name, access: { ...unlimited, rules }, store: other })
    },
  }
}

/** A store as somebody has it for whom these rules count; without any, everything. */
export function openedWith(store: ObjectStore, rules: readonly Rule[] = fullAccess): OpenStorage {
  return new OpenStorage({ name: '_default_', access: { ...unlimited, rules }, store })
}

/** `a0000`, `a0001` and so on: as many keys as asked for. */
export function numberedKeys(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, '0')}`)
}
