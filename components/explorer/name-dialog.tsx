'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type NameDialogProps = {
  title: string
  label: string
  help: ReactNode
  initial: string
  /** Why a name cannot be, or null. */
  check: (name: string) => string | null
  submitLabel: string
  pending: boolean
  error: unknown
  onSubmit: (name: string) => void
  onClose: () => void
  /** Shown in place of the buttons' left side: a further way out of a failure. */
  children?: ReactNode
}

/** Asks for one name. */
export function NameDialog({ title, initial, check, onSubmit, onClose, pending, error, ...props }: NameDialogProps) {
  const [name, setName] = useState(initial)
  const [touched, setTouched] = useState(false)
  const problem = check(name)
  return (
    <Dialog open onOpenChange={() => !pending && onClose()} title={title} size="sm">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          setTouched(true)
          if (problem === null && !pending) onSubmit(name)
        }}
      >
        <Field label={props.label} help={props.help} error={touched && problem ? problem : undefined}>
          <NameInput
            value={name}
            onChange={(next) => {
              setName(next)
              setTouched(next !== '')
            }}
          />
        </Field>
        {error ? <ErrorNote error={error} /> : null}
        <div className="flex items-center justify-end gap-2">
          {props.children}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** The name is selected up to its ending, which people rarely mean to change. */
function NameInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const ending = input.current?.value.lastIndexOf('.') ?? -1
    input.current?.focus()
    input.current?.setSelectionRange(0, ending > 0 ? ending : input.current.value.length)
  }, [])
  return (
    <Input
      ref={input}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      spellCheck={false}
    />
  )
}
