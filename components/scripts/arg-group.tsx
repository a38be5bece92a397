'use client'

import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

type ArgGroupProps = {
  label: string
  optional: boolean
  help?: string
  error?: string
  aside?: ReactNode
  children: ReactNode
}

/** An argument that is made of several controls: named as one, with its help and its problem. */
export function ArgGroup({ label, optional, help, error, aside, children }: ArgGroupProps) {
  const id = useId()
  const note = error ?? help
  return (
    <fieldset aria-describedby={note ? `${id}-note` : undefined} className="grid min-w-0 gap-1.5">
      <legend className="sr-only">{label}</legend>
      <div className="flex items-baseline justify-between gap-2">
        <span aria-hidden="true" className="font-medium">
          {label}
          {optional && <span className="ml-0.5 font-normal text-text-3"> optional</span>}
        </span>
        {aside}
      </div>
      {children}
      {note && (
        <p
          id={`${id}-note`}
          className={error ? 'flex items-start gap-1.5 text-bad text-sm' : 'text-sm text-text-2'}
          role={error ? 'alert' : undefined}
        >
          {error && <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />}
          <span>{note}</span>
        </p>
      )}
    </fieldset>
  )
}
