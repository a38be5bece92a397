import { cn } from './cn'

/** A key or a sequence of keys: `g e`, `Ctrl+K`, `?`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={cn(
        'inline-flex h-[18px] items-center whitespace-pre rounded-sm border border-line bg-panel px-1 font-mono text-xs text-text-3',
        className,
      )}
    >
      {keys}
    </kbd>
  )
}
