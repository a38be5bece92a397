'use client'

import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import type { Command } from '@/components/ui/command-palette'
import type { ShortcutGroup } from '@/components/ui/shortcut-map'

/** What the page on screen adds to the palette and to the map of keys. */
type Additions = { commands: Command[]; shortcuts: ShortcutGroup[] }

export type ShellStore = ReturnType<typeof createShellStore>

/** Collects what the pages on screen add to the shell, and tells listeners of changes. */
export function createShellStore() {
  let additions: Additions[] = []
  const listeners = new Set<() => void>()
  function change(next: Additions[]) {
    additions = next
    for (const listener of listeners) listener()
  }
  return {
    read: () => additions,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    add(addition: Additions) {
      change([...additions, addition])
      return () => change(additions.filter((other) => other !== addition))
    },
  }
}

export const ShellContext = createContext<ShellStore | null>(null)

/** Adds the page's commands to the palette while it is shown. Keep the array stable (`useMemo`). */
export function usePageCommands(commands: Command[]) {
  const store = useContext(ShellContext)
  useEffect(() => store?.add({ commands, shortcuts: [] }), [store, commands])
}

/** Adds the page's keys to the map behind `?` while it is shown. Keep the object stable (a constant). */
export function usePageShortcuts(group: ShortcutGroup) {
  const store = useContext(ShellContext)
  useEffect(() => store?.add({ commands: [], shortcuts: [group] }), [store, group])
}

const NONE: Additions[] = []

/** All that is added at the moment, in the order in which it came. */
export function useShellAdditions(store: ShellStore): Additions {
  const additions = useSyncExternalStore(store.subscribe, store.read, () => NONE)
  return {
    commands: additions.flatMap((addition) => addition.commands),
    shortcuts: additions.flatMap((addition) => addition.shortcuts),
  }
}
