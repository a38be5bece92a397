import { cn } from './cn'
import { findCut } from './find-cut'
import { hasRightToLeft, visibleName } from './visible-name'
import { VisibleText } from './visible-text'

/**
 * A name that gives way in its middle, so that its ending stays readable; the full name is the tooltip.
 * CSS does the cutting: no measuring, fast in virtual lists. The parent must let it shrink (`min-w-0`).
 */
export function MiddleTruncate({ name, className }: { name: string; className?: string }) {
  const cut = hasRightToLeft(name) ? null : findCut(name)
  const title = visibleName(name)
  if (cut === null)
    return (
      <span title={title} className={cn('block min-w-0 truncate', className)}>
        <VisibleText name={name} />
      </span>
    )
  return (
    <span title={title} className={cn('flex min-w-0', className)}>
      {/* Two boxes would be read as two words. */}
      <span className="sr-only select-none">{title}</span>
      <span aria-hidden="true" className="min-w-0 shrink-[9999] truncate whitespace-pre">
        <VisibleText name={name} end={cut} />
      </span>
      <span aria-hidden="true" className="min-w-0 truncate whitespace-pre">
        <VisibleText name={name} start={cut} />
      </span>
    </span>
  )
}
