import { AppError } from '@/lib/errors'
import { matchesGlob } from './glob'

export const operations = ['read', 'write', 'delete', 'list'] as const
export type Operation = (typeof operations)[number]

/** `allow` empty denies everything that the pattern matches. */
export type Rule = { pattern: string; allow: readonly Operation[] }

/** The first rule whose pattern matches the key decides; without one nothing is allowed. */
export function isAllowed(rules: readonly Rule[], operation: Operation, key: string): boolean {
  const deciding = rules.find((rule) => matchesGlob(rule.pattern, key))
  return deciding?.allow.includes(operation) ?? false
}

/** Throws `forbidden` unless the rules allow it. */
export function requireAllowed(rules: readonly Rule[], operation: Operation, key: string): void {
  if (!isAllowed(rules, operation, key))
    throw new AppError('forbidden', `You may not ${operation} ${JSON.stringify(key)} in this storage.`)
}

/** Everything, to whoever may browse. */
export const fullAccess: readonly Rule[] = [{ pattern: '**', allow: operations }]

/** For members who cannot read the resource of a storage that is not public: any key they know, but no browsing. */
export const knownKeysOnly: readonly Rule[] = [{ pattern: '**', allow: ['read', 'write', 'delete'] }]
