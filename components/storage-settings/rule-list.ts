import { ruleVariables } from '@/lib/permissions/expand-rules'
import { matchesAllBelow } from '@/lib/permissions/glob'
import { defaultRules, type Operation, operations, type Rule } from '@/lib/permissions/rules'
import { ruleSchema } from '@/lib/storage-settings/schema'
import { newRule, type RuleDraft } from './storage-draft'

/** The list with the item at `from` taken to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

/** The rule with one operation more or less, in the order that all rules have. */
export function toggled(rule: RuleDraft, operation: Operation): RuleDraft {
  const has = rule.allow.includes(operation)
  return { ...rule, allow: operations.filter((each) => (each === operation ? !has : rule.allow.includes(each))) }
}

/** The rules, and behind them those of the default ones that are missing. */
export function withDefaults(rules: readonly RuleDraft[]): RuleDraft[] {
  const missing = defaultRules.filter((rule) => !rules.some((other) => isSame(rule, other)))
  return [...rules, ...missing.map(newRule)]
}

/** Whether these are the default rules, in their order. */
export function areDefault(rules: readonly Rule[]): boolean {
  return rules.length === defaultRules.length && defaultRules.every((rule, index) => isSame(rule, rules[index]))
}

function isSame(one: Rule, other: Rule | undefined): boolean {
  return other !== undefined && one.pattern === other.pattern && one.allow.join() === other.allow.join()
}

/** What is wrong with a rule, before anything is saved; null for one that may be saved, and for one just begun. */
export function whyNotRule({ pattern, allow }: Rule): string | null {
  if (pattern === '') return null
  return ruleSchema.safeParse({ pattern, allow }).error?.issues[0]?.message ?? null
}

/** What may not be meant with a rule that is right as such; null for most. */
export function warningOf(rules: readonly Rule[], index: number): string | null {
  const pattern = rules[index]?.pattern ?? ''
  const covering = rules.slice(0, index).findIndex((rule) => coversEverything(rule.pattern))
  if (covering >= 0) return `Never reached: rule ${covering + 1} matches every key before it.`
  if (pattern.startsWith('/')) return 'Keys do not begin with a slash. Leave it out.'
  const unknown = [...pattern.matchAll(/\{(\w+)\}/g)].find(([, name]) => !isVariable(name))
  return unknown
    ? `${unknown[0]} is no variable. There are ${ruleVariables.map((name) => `{${name}}`).join(' ')}.`
    : null
}

function isVariable(name: string | undefined): boolean {
  return ruleVariables.some((variable) => variable === name)
}

/** A variable stands for text, which no pattern of its own covers everything with. */
function coversEverything(pattern: string): boolean {
  return pattern !== '' && !pattern.includes('{') && matchesAllBelow(pattern, '')
}
