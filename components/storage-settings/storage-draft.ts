import { defaultRules, type Rule } from '@/lib/permissions/rules'
import type { StorageLink, StorageSettings } from '@/lib/storage-settings/schema'

/** Who may use a storage: by the resource's own permissions, everybody, or by rules. */
export const accessModes = ['resource', 'public', 'rules'] as const
export type AccessMode = (typeof accessModes)[number]

/** A rule in the form; `id` tells rows apart while they move. */
export type RuleDraft = Rule & { id: string }

/** A link in the form. Rules stay while another mode is tried. */
export type LinkDraft = { resourcePath: string; mode: AccessMode; rules: RuleDraft[] }

/** A secondary storage in the form; `id` tells rows apart while their names change. */
export type SecondaryDraft = LinkDraft & { id: string; name: string }

export type StorageDraft = { primary: LinkDraft; secondary: SecondaryDraft[] }

const UNSET: LinkDraft = { resourcePath: '', mode: 'resource', rules: [] }

/** Saved settings as a draft; a resource that was just made for it fills an empty primary storage. */
export function draftOf({ primary, secondary }: StorageSettings, made?: string): StorageDraft {
  return {
    primary: primary ? toDraft(primary) : { ...UNSET, resourcePath: made ?? '' },
    secondary: secondary.map((storage) => ({ ...toDraft(storage), name: storage.name, id: storage.name })),
  }
}

function toDraft({ resourcePath, publicResource, rules }: StorageLink): LinkDraft {
  const mode = rules ? 'rules' : publicResource ? 'public' : 'resource'
  return { resourcePath, mode, rules: (rules ?? []).map(newRule) }
}

let made = 0

/** A rule with an identity of its own. */
export function newRule(rule: Rule): RuleDraft {
  made += 1
  return { pattern: rule.pattern, allow: rule.allow, id: `rule-${made}` }
}

/** Another mode; rules begin with those that users of the original know. */
export function withMode(link: LinkDraft, mode: AccessMode): LinkDraft {
  const begins = mode === 'rules' && link.rules.length === 0
  return { ...link, mode, rules: begins ? defaultRules.map(newRule) : link.rules }
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
    primary: primary.resourcePath === '' ? null : toLink(primary),
    secondary: secondary.map((storage) => ({ name: storage.name, ...toLink(storage) })),
  }
}

/** What a link in the form means. */
export function toLink({ resourcePath, mode, rules }: LinkDraft): StorageLink {
  return { resourcePath, publicResource: mode === 'public', rules: mode === 'rules' ? rules.map(withoutId) : null }
}

function withoutId({ pattern, allow }: RuleDraft): Rule {
  return { pattern, allow }
}
