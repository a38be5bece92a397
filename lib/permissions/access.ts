import { couldMatchBelow, literalStarts, matchesAllBelow } from './glob'
import { findDecidingRule, fullAccess, type Operation, operations, type Rule } from './rules'

/** What one actor may do in one storage: what the rules give, within what the credential and the role leave of it. */
export type Access = {
  rules: readonly Rule[]
  /** Nothing else, whatever the rules say. */
  operations: readonly Operation[]
  /** Only keys that begin with this; '' for all. */
  prefix: string
}

/** Everything. */
export const unlimited: Access = { rules: fullAccess, operations, prefix: '' }

/** Whether the actor may do that with that key: the first rule that matches decides, and without one nothing is allowed. */
export function isAllowed(access: Access, operation: Operation, key: string): boolean {
  if (!access.operations.includes(operation) || !key.startsWith(access.prefix)) return false
  return access.rules[findDecidingRule(access.rules, key)]?.allow.includes(operation) ?? false
}

/** Whether anything could be listed that begins with `prefix`. */
export function couldListBelow(access: Access, prefix: string): boolean {
  return listableStarts(access, prefix).length > 0
}

/** Whether everything that begins with `prefix` may be listed. */
export function mayListAllBelow(access: Access, prefix: string): boolean {
  if (!access.operations.includes('list') || !prefix.startsWith(access.prefix)) return false
  for (const rule of access.rules) {
    if (!couldMatchBelow(rule.pattern, prefix)) continue
    if (!rule.allow.includes('list')) return false
    if (matchesAllBelow(rule.pattern, prefix)) return true
  }
  return false
}

/**
 * Prefixes, each at least as long as `prefix`, that everything listable below it begins with: ascending, none within another. A
 * listing reads these alone, so that what somebody may see is found at once, however much else there is.
 */
export function listableStarts(access: Access, prefix: string): string[] {
  if (!access.operations.includes('list')) return []
  const within = narrower(access.prefix, prefix)
  if (within === null) return []
  const starts: string[] = []
  for (const rule of access.rules) {
    if (rule.allow.includes('list')) starts.push(...literalStarts(rule.pattern, within))
    if (matchesAllBelow(rule.pattern, within)) break
  }
  return outermost(starts)
}

/** The longer of two prefixes when one begins with the other; null when nothing has both. */
function narrower(one: string, other: string): string | null {
  if (one.startsWith(other)) return one
  return other.startsWith(one) ? other : null
}

function outermost(starts: string[]): string[] {
  const kept: string[] = []
  for (const start of [...new Set(starts)].sort(byCodePoints)) {
    const last = kept.at(-1)
    if (last === undefined || !start.startsWith(last)) kept.push(start)
  }
  return kept
}

/** The order of keys in a listing: UTF-8 bytes, which is code points; JavaScript's own order differs beyond U+FFFF. */
export function byCodePoints(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
