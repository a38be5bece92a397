'use client'

import { Check, Copy, X } from 'lucide-react'
import { Button } from './button'
import { IconButton } from './icon-button'
import { useCopied } from './use-copied'

type CopyButtonProps = {
  value: string
  /** What is copied, after the verb: "key", "s3:// address". */
  what: string
  /** Shows the label beside the icon. */
  labelled?: boolean
  size?: 'sm' | 'md'
  className?: string
}

const icons = { idle: <Copy />, copied: <Check />, failed: <X /> }

/** Copies `value` and says so, on screen and to screen readers. */
export function CopyButton({ value, what, labelled = false, size = 'sm', className }: CopyButtonProps) {
  const { state, copy } = useCopied()
  const label = { idle: `Copy ${what}`, copied: 'Copied', failed: 'Could not copy' }[state]
  return (
    <>
      {labelled ? (
        <Button size={size} className={className} onClick={() => copy(value)}>
          {icons[state]}
          {label}
        </Button>
      ) : (
        <IconButton label={label} size={size} className={className} onClick={() => copy(value)}>
          {icons[state]}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : label}
      </span>
    </>
  )
}
