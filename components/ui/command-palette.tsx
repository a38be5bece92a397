'use client'

import { Command as Cmdk } from 'cmdk'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { overlayClasses } from './dialog'
import { Kbd } from './kbd'
import { leave } from './leave'
import { floatClasses } from './menu-classes'
import { useReturnFocus } from './use-return-focus'

export type Command = {
  id: string
  label: string
  group?: string
  icon?: ReactNode
  /** The shortcut shown at the right; the caller binds it. */
  keys?: string
  keywords?: string[]
  href?: string
  onSelect?: () => void
}

type CommandPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void; commands: Command[] }

/** Everything one can do from here, by typing a part of its name. */
export function CommandPalette({ open, onOpenChange, commands }: CommandPaletteProps) {
  const router = useRouter()
  const returnFocus = useReturnFocus(open)
  function run(command: Command) {
    onOpenChange(false)
    const { href } = command
    if (href !== undefined) leave(() => router.push(href))
    command.onSelect?.()
  }
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className={cn(floatClasses, 'fixed top-[12vh] left-1/2 w-[calc(100%-28px)] max-w-[560px] -translate-x-1/2')}
        >
          <Radix.Title className="sr-only">Command palette</Radix.Title>
          <Cmdk label="Command palette" loop>
            <Cmdk.Input
              placeholder="Type a command or a page"
              className="h-11 w-full border-b bg-transparent px-3.5 text-md outline-none max-md:text-lg"
            />
            <Cmdk.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1">
              <Cmdk.Empty className="px-3 py-6 text-center text-text-2">Nothing here has that name.</Cmdk.Empty>
              {groupNames(commands).map((group) => (
                <CommandGroup
                  key={group}
                  heading={group}
                  commands={commands.filter((command) => (command.group ?? '') === group)}
                  onRun={run}
                />
              ))}
            </Cmdk.List>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

type CommandGroupProps = { heading: string; commands: Command[]; onRun: (command: Command) => void }

function CommandGroup({ heading, commands, onRun }: CommandGroupProps) {
  return (
    <Cmdk.Group
      heading={heading || undefined}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-text-3"
    >
      {commands.map((command) => (
        <Cmdk.Item
          key={command.id}
          value={`${command.label} ${command.id}`}
          keywords={command.keywords}
          onSelect={() => onRun(command)}
          className="flex min-h-row cursor-default items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-hover max-md:min-h-10 [&_svg]:size-[15px] [&_svg]:shrink-0 [&_svg]:text-text-3"
        >
          {command.icon}
          <span className="min-w-0 flex-1 truncate">{command.label}</span>
          {command.keys && <Kbd keys={command.keys} />}
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  )
}

function groupNames(commands: Command[]): string[] {
  return [...new Set(commands.map((command) => command.group ?? ''))]
}
