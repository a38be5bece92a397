'use client'

import { useState } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { useFieldControl } from './field-context'
import { controlClasses, Input } from './input'

type SecretFieldProps = {
  name?: string
  /** Whether a secret is stored. It is never read back. */
  isSet: boolean
  /** The last characters of the stored secret, where they may be shown. */
  endsIn?: string
  /** `undefined`: keep the stored one. */
  value: string | undefined
  onValueChange: (value: string | undefined) => void
  placeholder?: string
  disabled?: boolean
}

/** A secret: "set, ends in 4f2a" with Replace, or an input while there is none or it is being replaced. */
export function SecretField({ isSet, endsIn, value, onValueChange, ...props }: SecretFieldProps) {
  const field = useFieldControl()
  const [touched, setTouched] = useState(false)
  if (isSet && value === undefined) {
    return (
      <div className="flex gap-2">
        <output
          id={field.id}
          className={cn(controlClasses, 'flex h-control items-center bg-sunken px-2 text-text-2 max-md:h-10')}
        >
          set{endsIn && ', ends in '}
          {endsIn && <span className="ml-1 font-mono text-sm">{endsIn}</span>}
        </output>
        <Button
          aria-describedby={field.id}
          disabled={props.disabled}
          onClick={() => {
            setTouched(true)
            onValueChange('')
          }}
        >
          Replace
        </Button>
      </div>
    )
  }
  return (
    <div className="flex gap-2">
      <Input
        {...props}
        mono
        type="password"
        autoComplete="new-password"
        spellCheck={false}
        autoFocus={touched}
        value={value ?? ''}
        onChange={(event) => onValueChange(event.target.value)}
      />
      {isSet && <Button onClick={() => onValueChange(undefined)}>Keep</Button>}
    </div>
  )
}
