import type { ExpandedRule } from './expand-rules'
import { findDecidingRule, type Operation, operations } from './rules'

/** What is allowed with one key, and by which rule: counted from 0, null when none matches. */
export type Explanation = { rule: number | null; allowed: Record<Operation, boolean> }

/** Why an actor may or may not do each thing with a key, by the rules alone. */
export function explainAccess(rules: readonly ExpandedRule[], key: string): Explanation {
  const deciding = rules[findDecidingRule(rules, key)]
  const allowed = (operation: Operation) => deciding?.allow.includes(operation) ?? false
  const [read, write, remove, list] = operations.map(allowed)
  return {
    rule: deciding?.from ?? null,
    allowed: { read: read ?? false, write: write ?? false, delete: remove ?? false, list: list ?? false },
  }
}
