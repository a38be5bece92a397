import type { Rule } from './rules'

/** Who a rule's variables speak of. */
export type RuleSubject = {
  username: string
  groups: readonly string[]
  /** Names of folders that they may read, and of those that they may write in. */
  readableFolders: readonly string[]
  writableFolders: readonly string[]
}

/** A rule as it counts for one actor, and the place of the rule that it comes from. */
export type ExpandedRule = Rule & { from: number }

export const ruleVariables = ['username', 'group', 'folder_read', 'folder_write'] as const
type Variable = (typeof ruleVariables)[number]

/**
 * Rules for one actor: a rule with a variable becomes one rule for each of its values, in their order, and none where the actor
 * has no value. Values are text, whatever they hold.
 */
export function expandRules(rules: readonly Rule[], subject: RuleSubject): ExpandedRule[] {
  const values: Record<Variable, readonly string[]> = {
    username: [subject.username],
    group: subject.groups,
    folder_read: subject.readableFolders,
    folder_write: subject.writableFolders,
  }
  return rules.flatMap((rule, from) => expand(rule.pattern, values).map((pattern) => ({ ...rule, pattern, from })))
}

function expand(pattern: string, values: Record<Variable, readonly string[]>): string[] {
  return ruleVariables.reduce<string[]>(
    (patterns, variable) => {
      const place = `{${variable}}`
      return patterns.flatMap((each) =>
        each.includes(place)
          ? values[variable].filter(isPlain).map((value) => each.replaceAll(place, () => value))
          : [each],
      )
    },
    [pattern],
  )
}

/** A name with a slash or a sign of the pattern language would say more than itself; names have none, addresses might. */
function isPlain(value: string): boolean {
  return value !== '' && !/[*?{},/]/.test(value)
}
