'use client'

import { Dialog } from './dialog'
import { Kbd } from './kbd'

export type ShortcutGroup = { title: string; shortcuts: { keys: string; label: string }[] }

type ShortcutMapProps = { open: boolean; onOpenChange: (open: boolean) => void; groups: ShortcutGroup[] }

/** The map of the keyboard, behind `?`. Several ways to press one thing are parted by ` / ` in `keys`. */
export function ShortcutMap({ open, onOpenChange, groups }: ShortcutMapProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="lg">
      <div className="gap-x-10 sm:columns-2">
        {groups.map((group) => (
          <section key={group.title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 font-medium text-sm text-text-3">{group.title}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex min-h-7 items-center justify-between gap-3 border-b">
                  <dt>{shortcut.label}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {shortcut.keys.split(' / ').map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
