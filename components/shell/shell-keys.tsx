'use client'

import { useRouter } from 'next/navigation'
import { type Command, CommandPalette } from '@/components/ui/command-palette'
import { leave } from '@/components/ui/leave'
import { type ShortcutGroup, ShortcutMap } from '@/components/ui/shortcut-map'
import type { NavItem } from './nav-list'
import { type ShellStore, useShellAdditions } from './shell-store'
import { useKeySequences } from './use-key-sequences'

export type ShellPanel = 'palette' | 'shortcuts' | null

type ShellKeysProps = {
  items: NavItem[]
  commands: Command[]
  store: ShellStore
  panel: ShellPanel
  onPanel: (panel: ShellPanel) => void
}

/** The keys that work everywhere, and the two panels they open. */
export function ShellKeys({ items, commands, store, panel, onPanel }: ShellKeysProps) {
  const router = useRouter()
  const additions = useShellAdditions(store)
  const keyed = items.filter((item) => item.keys !== undefined)
  useKeySequences({
    ...Object.fromEntries(keyed.map((item) => [item.keys, () => leave(() => router.push(item.href))])),
    'mod+k': () => onPanel('palette'),
    '?': () => onPanel('shortcuts'),
  })
  const palette = [...additions.commands, ...items.map(toCommand), ...commands]
  return (
    <>
      <CommandPalette
        open={panel === 'palette'}
        onOpenChange={(open) => onPanel(open ? 'palette' : null)}
        commands={palette}
      />
      <ShortcutMap
        open={panel === 'shortcuts'}
        onOpenChange={(open) => onPanel(open ? 'shortcuts' : null)}
        groups={[...additions.shortcuts, everywhere(keyed)]}
      />
    </>
  )
}

function toCommand({ label, href, icon, keys }: NavItem): Command {
  return { id: `go:${href}`, label, href, icon, keys, group: 'Go to' }
}

function everywhere(keyed: NavItem[]): ShortcutGroup {
  return {
    title: 'Everywhere',
    shortcuts: [
      ...keyed.map((item) => ({ keys: item.keys ?? '', label: `Go to ${item.label.toLowerCase()}` })),
      { keys: 'mod+k', label: 'Command palette' },
      { keys: '?', label: 'This map' },
    ],
  }
}
