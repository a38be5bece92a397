'use client'

import { Menu } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Command } from '@/components/ui/command-palette'
import { Drawer } from '@/components/ui/drawer'
import { IconButton } from '@/components/ui/icon-button'
import { type NavItem, NavList } from './nav-list'
import { ShellKeys, type ShellPanel } from './shell-keys'
import { createShellStore, ShellContext } from './shell-store'
import { type ShellUser, UserMenu } from './user-menu'
import { type ShellWorkspace, WorkspaceSwitcher } from './workspace-switcher'

type AppShellProps = {
  workspaces: ShellWorkspace[]
  current: ShellWorkspace
  items: NavItem[]
  /** At the foot of the navigation: settings and the like. */
  footItems?: NavItem[]
  user: ShellUser
  accountHref?: string
  onSignOut: () => Promise<void>
  allWorkspacesHref: string
  newWorkspaceHref?: string
  /** More for the palette, besides the pages. */
  commands?: Command[]
  children: ReactNode
}

/** The frame of every page of a workspace: navigation at the left (a bar and a drawer on phones), keys, palette. */
export function AppShell({ items, footItems = [], user, onSignOut, commands = [], children, ...props }: AppShellProps) {
  const [store] = useState(createShellStore)
  const [panel, setPanel] = useState<ShellPanel>(null)
  const [menuOpen, setMenuOpen] = useState(false)
  function show(next: ShellPanel) {
    setMenuOpen(false)
    setPanel(next)
  }
  const navigation = (
    <nav aria-label="Workspace" className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto p-2">
      <div className="mb-2">
        <WorkspaceSwitcher
          workspaces={props.workspaces}
          current={props.current}
          allHref={props.allWorkspacesHref}
          newHref={props.newWorkspaceHref}
        />
      </div>
      <NavList items={items} onNavigate={() => setMenuOpen(false)} />
      <div className="flex-1" />
      <NavList items={footItems} onNavigate={() => setMenuOpen(false)} />
      <UserMenu
        user={user}
        accountHref={props.accountHref}
        onSignOut={onSignOut}
        onPalette={() => show('palette')}
        onShortcuts={() => show('shortcuts')}
      />
    </nav>
  )
  return (
    <ShellContext value={store}>
      <div className="grid h-dvh grid-cols-[200px_minmax(0,1fr)] max-md:grid-cols-1 max-md:grid-rows-[auto_minmax(0,1fr)]">
        <SkipLink />
        <div className="flex min-h-0 flex-col border-r bg-sunken max-md:hidden">{navigation}</div>
        <PhoneBar name={props.current.name} onMenu={() => setMenuOpen(true)} />
        <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      <Drawer open={menuOpen} onOpenChange={setMenuOpen} title="Navigation" side="left" bare>
        <div className="flex h-full flex-col">{navigation}</div>
      </Drawer>
      <ShellKeys items={[...items, ...footItems]} commands={commands} store={store} panel={panel} onPanel={setPanel} />
    </ShellContext>
  )
}

function PhoneBar({ name, onMenu }: { name: string; onMenu: () => void }) {
  return (
    <div className="flex h-12 items-center gap-2 border-b bg-sunken px-2 md:hidden">
      <IconButton label="Open navigation" onClick={onMenu}>
        <Menu />
      </IconButton>
      <span className="min-w-0 truncate font-semibold">{name}</span>
    </div>
  )
}

function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-md bg-primary px-3 py-1.5 text-on-primary focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to content
    </a>
  )
}
