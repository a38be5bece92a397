'use client'

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cn } from './cn'
import { FieldContext } from './field-context'

type FieldProps = {
  label: ReactNode
  help?: ReactNode
  error?: string | string[]
  optional?: boolean
  /** Beside the label, at the right: a link or a small button. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** Label above, help below; an error takes the help's place. Controls of this folder inside it are tied to all three. */
export function Field({ label, help, error, optional = false, aside, className, children }: FieldProps) {
  const id = useId()
  const message = Array.isArray(error) ? error.join(' ') : error
  const note = message || help
  return (
    <div className={cn('grid gap-1', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
          {optional && <span className="ml-0.5 font-normal text-text-3"> optional</span>}
        </label>
        {aside}
      </div>
      <FieldContext
        value={{ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': message ? true : undefined }}
      >
        {children}
      </FieldContext>
      {note && (
        <div id={`${id}-note`} className={cn('text-sm', message ? 'flex items-start gap-1.5 text-bad' : 'text-text-2')}>
          {message && <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />}
          <span>{note}</span>
        </div>
      )}
    </div>
  )
}
