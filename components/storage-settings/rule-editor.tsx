'use client'

import { ListPlus, Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useReorder } from '@/components/ui/use-reorder'
import { moved, warningOf, whyNotRule, withDefaults } from './rule-list'
import { RuleRow } from './rule-row'
import { RuleVariables } from './rule-variables'
import { newRule, type RuleDraft } from './storage-draft'

type RuleEditorProps = {
  rules: RuleDraft[]
  /** What the server refused of a rule's pattern or of the list as such (`null`). */
  errorOf: (index: number | null) => string | undefined
  /** The rule that decided the test, counted from 0. */
  deciding: number | null
  onChange: (rules: RuleDraft[]) => void
}

/** The advanced rules of a storage, in their order. */
export function RuleEditor({ rules, errorOf, deciding, onChange }: RuleEditorProps) {
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const reorder = useReorder(list, (from, to) => {
    onChange(moved(rules, from, to))
    setSaid(`Rule ${from + 1} is rule ${to + 1} of ${rules.length} now`)
  })
  const change = (rule: RuleDraft) => onChange(rules.map((each) => (each.id === rule.id ? rule : each)))
  const completed = withDefaults(rules)

  function add(rule: RuleDraft, at: number) {
    onChange([...rules.slice(0, at), rule, ...rules.slice(at)])
    requestAnimationFrame(() => list.current?.children[at]?.querySelector('input')?.focus())
  }

  function remove(index: number) {
    onChange(rules.filter((_, each) => each !== index))
    setSaid(`Rule ${index + 1} removed`)
  }

  return (
    <div className="grid gap-2">
      {rules.length === 0 ? (
        <p className="rounded-md border border-dashed px-3 py-4 text-text-2">
          No rules: only admins may use this storage. Add a rule, or insert the default ones.
        </p>
      ) : (
        <ol ref={list} aria-label="Rules" className="relative rounded-md border border-line-strong bg-panel">
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              index={index}
              count={rules.length}
              error={errorOf(index) ?? whyNotRule(rule)}
              warning={warningOf(rules, index)}
              decides={deciding === index}
              dragged={reorder.dragged === index}
              handle={reorder.handle(index)}
              style={reorder.style(index)}
              onChange={change}
              onMove={(to) => to >= 0 && to < rules.length && reorder.move(index, to)}
              onDuplicate={() => add(newRule(rule), index + 1)}
              onRemove={() => remove(index)}
            />
          ))}
        </ol>
      )}
      {errorOf(null) && <p className="text-bad text-sm">{errorOf(null)}</p>}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={() => add(newRule({ pattern: '', allow: [] }), rules.length)}>
          <Plus aria-hidden="true" />
          Add rule
        </Button>
        {completed.length > rules.length && (
          <Button size="sm" onClick={() => onChange(completed)}>
            <ListPlus aria-hidden="true" />
            Insert default rules
          </Button>
        )}
        <RuleVariables />
      </div>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  )
}
