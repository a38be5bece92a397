'use client'

import type { ReactNode, Ref } from 'react'
import { cn } from '@/components/ui/cn'

type ScrollBlockProps = {
  label: string
  ref?: Ref<HTMLElement>
  className?: string
  children: ReactNode
}

/** Text or a table that scrolls in itself once it is long. */
export function ScrollBlock({ label, ref, className, children }: ScrollBlockProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard too
      tabIndex={0}
      className={cn('max-h-96 min-w-0 overflow-auto rounded-md border focus-visible:outline-offset-[-2px]', className)}
    >
      {children}
    </section>
  )
}

/** Lines of a log, a text or JSON as they are. */
export function TextBlock({ children, ...props }: ScrollBlockProps) {
  return (
    <ScrollBlock {...props} className="bg-sunken">
      <pre className="whitespace-pre-wrap px-3 py-2 font-mono text-sm [overflow-wrap:anywhere]">{children}</pre>
    </ScrollBlock>
  )
}
