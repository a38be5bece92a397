'use client'

import { useMemo, useState } from 'react'
import { AccessChoice } from './access-choice'
import { AccessTester, type TestPerson } from './access-tester'
import { RuleEditor } from './rule-editor'
import { areDefault } from './rule-list'
import { type LinkDraft, toLink, withMode } from './storage-draft'

type StorageAccessProps = {
  workspace: string
  people: TestPerson[]
  link: LinkDraft
  /** What the server refused, by its field within the storage: `rules.2.pattern`. */
  errorOf: (field: string) => string | undefined
  onChange: (next: Partial<LinkDraft>) => void
}

/** Who may use a storage, its rules where they decide, and a test of both. */
export function StorageAccess({ workspace, people, link, errorOf, onChange }: StorageAccessProps) {
  const [deciding, setDeciding] = useState<number | null>(null)
  const meant = useMemo(() => toLink(link), [link])
  const byRules = link.mode === 'rules'
  return (
    <div className="grid gap-3">
      <AccessChoice
        mode={link.mode}
        differs={byRules && !areDefault(link.rules)}
        onChange={(mode) => onChange(withMode(link, mode))}
      />
      {byRules && (
        <RuleEditor
          rules={link.rules}
          errorOf={(index) => errorOf(index === null ? 'rules' : `rules.${index}.pattern`)}
          deciding={deciding}
          onChange={(rules) => onChange({ rules })}
        />
      )}
      <AccessTester workspace={workspace} people={people} link={meant} onDecided={setDeciding} />
    </div>
  )
}
