import type { StorageLink, StorageSettings } from '@/lib/storage-settings/schema'

/** A secondary storage in the form; `id` tells rows apart while their names change. */
export type SecondaryDraft = StorageLink & { id: string; name: string }

export type StorageDraft = { primary: StorageLink; secondary: SecondaryDraft[] }

const UNSET: StorageLink = { resourcePath: '', publicResource: false, rules: null }

/** Saved settings as a draft; a resource that was just made for it fills an empty primary storage. */
export function draftOf({ primary, secondary }: StorageSettings, made?: string): StorageDraft {
  return {
    primary: primary ?? { ...UNSET, resourcePath: made ?? '' },
    secondary: secondary.map((storage) => ({ ...storage, id: storage.name })),
  }
}

/** Adds a storage with a name that is not taken. */
export function withSecondary(draft: StorageDraft): StorageDraft {
  const taken = draft.secondary.map(({ name }) => name)
  let number = draft.secondary.length + 1
  while (taken.includes(`storage_${number}`)) number += 1
  const ids = draft.secondary.map(({ id }) => id)
  let id = `new ${number}`
  while (ids.includes(id)) id += "'"
  return { ...draft, secondary: [...draft.secondary, { ...UNSET, id, name: `storage_${number}` }] }
}

/** What the draft means on saving. */
export function toInput({ primary, secondary }: StorageDraft) {
  return {
    primary: primary.resourcePath === '' ? null : primary,
    secondary: secondary.map(({ id: _, ...storage }) => storage),
  }
}
