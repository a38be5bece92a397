'use client'

import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { useFieldControl } from '@/components/ui/field-context'
import { controlClasses } from '@/components/ui/input'
import { SecretField } from '@/components/ui/secret-field'
import { isReference } from '@/lib/resources/references'
import type { SecretMark } from '@/lib/resources/schema'

type SecretControlProps = {
  name: string
  /** `undefined`: as stored. */
  value: unknown
  mark: SecretMark | undefined
  disabled: boolean
  onChange: (next: unknown) => void
}

/** A secret, or the reference that stands for one: that is no secret and is shown. */
export function SecretControl({ name, value, mark, disabled, onChange }: SecretControlProps) {
  const text = typeof value === 'string' ? value : undefined
  if (text !== undefined && isReference(text))
    return <ReferenceRow reference={text} disabled={disabled} onReplace={() => onChange('')} />
  if (disabled && !mark) return <div className={rowClasses}>not set</div>
  return (
    <SecretField
      name={name}
      isSet={mark !== undefined}
      endsIn={mark?.endsIn}
      value={text}
      onValueChange={onChange}
      disabled={disabled}
    />
  )
}

const rowClasses = cn(controlClasses, 'flex h-control items-center bg-sunken px-2 text-text-2 max-md:h-10')

function ReferenceRow(props: { reference: string; disabled: boolean; onReplace: () => void }) {
  return (
    <div className="flex gap-2">
      <div className={rowClasses}>
        <span className="truncate font-mono text-sm">{props.reference}</span>
      </div>
      <Button {...useFieldControl()} disabled={props.disabled} onClick={props.onReplace}>
        Replace
      </Button>
    </div>
  )
}
