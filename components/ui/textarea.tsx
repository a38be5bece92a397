'use client'

import type { ComponentProps } from 'react'
import { cn } from './cn'
import { useFieldControl } from './field-context'
import { controlClasses } from './input'

/** Several lines of text, growing with what is typed up to a bound. */
export function Textarea({ className, mono, ...props }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      {...useFieldControl()}
      rows={3}
      className={cn(
        controlClasses,
        'field-sizing-content max-h-96 min-h-16 px-2 py-1.5',
        mono && 'font-mono text-sm',
        className,
      )}
      {...props}
    />
  )
}
