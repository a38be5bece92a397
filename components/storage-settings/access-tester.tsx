'use client'

import { useEffect, useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { StorageLink } from '@/lib/storage-settings/schema'
import { AccessAnswers } from './access-answers'
import { useAccessTest } from './use-access-test'

/** Somebody whose access can be tested. */
export type TestPerson = { userId: string; username: string; name: string; role: string }

type AccessTesterProps = {
  workspace: string
  people: TestPerson[]
  /** As it stands in the form. */
  link: StorageLink
  /** Which rule decided, counted from 0; null for none, and without a test. */
  onDecided: (rule: number | null) => void
}

/** "May this person do that with this file?", under the settings in the form, before they are saved. */
export function AccessTester({ workspace, people, link, onDecided }: AccessTesterProps) {
  const [userId, setUserId] = useState('')
  const [key, setKey] = useState('')
  const { answers, error } = useAccessTest(workspace, { userId, key, link })
  const reason = answers?.[0]?.reason
  const deciding = reason?.kind === 'rule' ? reason.rule : null
  useEffect(() => onDecided(deciding), [deciding, onDecided])
  return (
    <section aria-label="Test access" className="grid gap-3 rounded-md bg-sunken p-3">
      <div className="grid gap-0.5">
        <h3 className="font-semibold">Test access</h3>
        <p className="text-sm text-text-2">Answers for what is in the form, saved or not.</p>
      </div>
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Field label="Person">
          <Select
            options={people.map(({ userId: value, username, name, role }) => ({
              value,
              label: username,
              hint: [name !== username && name, role].filter(Boolean).join(' · '),
            }))}
            value={userId}
            onValueChange={setUserId}
            placeholder="Choose a person"
          />
        </Field>
        <Field label="Path of a file">
          <Input
            mono
            value={key}
            placeholder="reports/may.csv"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setKey(event.target.value)}
          />
        </Field>
      </div>
      {error ? <ErrorNote error={error} /> : answers && <AccessAnswers answers={answers} />}
    </section>
  )
}
