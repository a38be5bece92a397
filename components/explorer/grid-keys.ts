/** What a key asks of the list. */
export type GridCommand =
  | { type: 'move'; index: number; extend: boolean }
  | { type: 'open' }
  | { type: 'up' }
  | { type: 'toggle' }
  | { type: 'all' }
  | { type: 'escape' }

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>
type Place = { /** -1: no row is active yet. */ active: number; count: number; pageRows: number }

/** The command behind a press while the list has the focus, or null for what is not the list's. */
export function readGridKey(press: Press, place: Place): GridCommand | null {
  if (press.altKey) return press.key === 'ArrowUp' ? { type: 'up' } : null
  if (press.ctrlKey || press.metaKey) return press.key.toLowerCase() === 'a' ? { type: 'all' } : null
  const target = targetIndex(press.key, place)
  if (target !== null) return { type: 'move', index: clamp(target, place.count), extend: press.shiftKey }
  return commands[press.key] ?? null
}

const commands: Record<string, GridCommand> = {
  Enter: { type: 'open' },
  Backspace: { type: 'up' },
  ' ': { type: 'toggle' },
  x: { type: 'toggle' },
  Escape: { type: 'escape' },
}

function targetIndex(key: string, { active, count, pageRows }: Place): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return active + 1
    case 'ArrowUp':
    case 'k':
      return active < 0 ? count - 1 : active - 1
    case 'PageDown':
      return active + pageRows
    case 'PageUp':
      return active - pageRows
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1))
}
