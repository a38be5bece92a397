'use client'

import { cn } from './cn'
import { useIsMac } from './use-is-mac'

const ARROWS: Record<string, string> = { Up: '↑', Down: '↓', Left: '←', Right: '→' }

/** A key or a sequence of keys: `g e`, `?`, `mod+k` (Ctrl or Command, as the machine has it). */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const mod = useIsMac() ? '⌘' : 'Ctrl '
  const shown = keys
    .replace(/^mod\+(.*)$/, (_, key: string) => `${mod}${key.toUpperCase()}`)
    .replace(
      /\+?Arrow(Up|Down|Left|Right)/,
      (found, way: string) => `${found.startsWith('+') ? ' ' : ''}${ARROWS[way]}`,
    )
  return (
    <kbd
      className={cn(
        'inline-flex h-[18px] shrink-0 items-center whitespace-pre rounded-sm border border-line bg-panel px-1 font-mono text-xs text-text-3',
        className,
      )}
    >
      {shown}
    </kbd>
  )
}
