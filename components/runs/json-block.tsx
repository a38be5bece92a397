import { useMemo } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { TextBlock } from './scroll-block'

const MAX_CHARACTERS = 200_000

/** A value as JSON, as far as a page can hold it. */
export function JsonBlock({ value, label = 'Value as JSON' }: { value: unknown; label?: string }) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? 'undefined', [value])
  return (
    <div className="relative min-w-0">
      <TextBlock label={label}>
        {text.slice(0, MAX_CHARACTERS)}
        {text.length > MAX_CHARACTERS && '\n… the rest is left out here. Copy it, or write large results to a file.'}
      </TextBlock>
      <CopyButton value={text} what="JSON" className="absolute top-1 right-3" />
    </div>
  )
}
