'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { fieldError, formError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { createShareLinkAction } from '@/lib/share-links/actions'
import { MIN_PASSWORD_CHARS, type ShareLink } from '@/lib/share-links/schema'
import { expiryOf, expiryOptions } from './expiry'
import { makePassword } from './make-password'
import { useShareChange } from './use-share-change'

export type SharedPlace = { workspace: string; storage: string; fileKey: string }
export type MadeLink = { link: ShareLink; password: string }

type ShareFormProps = { place: SharedPlace; onMade: (made: MadeLink) => void }

/** How long, how often and for whom a link works. */
export function ShareForm({ place, onMade }: ShareFormProps) {
  const [choice, setChoice] = useState('7')
  const [day, setDay] = useState('')
  const [password, setPassword] = useState('')
  const [limit, setLimit] = useState('')
  const [label, setLabel] = useState('')
  const { mutate, isPending, error } = useShareChange(place.workspace, createShareLinkAction)
  const [dayMissing, setDayMissing] = useState(false)
  function submit() {
    const expiresAt = expiryOf(choice, day)
    setDayMissing(expiresAt === null)
    if (isPending || expiresAt === null) return
    const maxDownloads = limit.trim() === '' ? null : Number(limit)
    const input = { storage: place.storage, key: place.fileKey, label, expiresAt, maxDownloads }
    mutate({ ...input, password: password || null }, { onSuccess: (link) => onMade({ link, password }) })
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Field label="Ends">
          <Select options={expiryOptions} value={choice} onValueChange={setChoice} />
        </Field>
        {choice === 'date' && (
          <Field label="Last day" error={dayMissing ? 'Choose a day.' : fieldError(error, 'expiresAt')}>
            <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
          </Field>
        )}
      </div>
      <Field
        label="Password"
        optional
        help={`At least ${MIN_PASSWORD_CHARS} characters. Send it by another way than the link.`}
        error={fieldError(error, 'password')}
        aside={
          <Button size="sm" variant="ghost" onClick={() => setPassword(makePassword())}>
            Generate
          </Button>
        }
      >
        <Input
          mono
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Field label="Downloads at most" optional error={fieldError(error, 'maxDownloads')}>
          <Input
            inputMode="numeric"
            value={limit}
            onChange={(event) => setLimit(event.target.value)}
            autoComplete="off"
          />
        </Field>
        <Field label="For whom" optional error={fieldError(error, 'label')}>
          <Input value={label} onChange={(event) => setLabel(event.target.value)} autoComplete="off" />
        </Field>
      </div>
      {formError(error) ? <ErrorNote error={error} title="The link was not made" /> : null}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={isPending}>
          Make link
        </Button>
      </div>
    </form>
  )
}
