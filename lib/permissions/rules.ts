import { matchesGlob } from './glob'

export const operations = ['read', 'write', 'delete', 'list'] as const
export type Operation = (typeof operations)[number]

/** `allow` empty denies everything that the pattern matches. */
export type Rule = { pattern: string; allow: readonly Operation[] }

/** The place of the first rule whose pattern matches the key: it decides. -1 without one, and then nothing is allowed. */
export function findDecidingRule(rules: readonly Rule[], key: string): number {
  return rules.findIndex((rule) => matchesGlob(rule.pattern, key))
}

/** Everything, to whoever may browse. */
export const fullAccess: readonly Rule[] = [{ pattern: '**', allow: operations }]

/** For members who cannot read the resource of a storage that is not public: any key they know, but no browsing. */
export const knownKeysOnly: readonly Rule[] = [{ pattern: '**', allow: ['read', 'write', 'delete'] }]

/** What advanced rules begin with, as users of the original know them. */
export const defaultRules: readonly Rule[] = [
  { pattern: 'windmill_uploads/*', allow: ['read', 'write', 'delete'] },
  { pattern: 'u/{username}/**/*', allow: operations },
  { pattern: 'g/{group}/**/*', allow: operations },
  { pattern: 'f/{folder_write}/**/*', allow: operations },
  { pattern: 'f/{folder_read}/**/*', allow: ['read', 'list'] },
  { pattern: '**/*', allow: [] },
]
