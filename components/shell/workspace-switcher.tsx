'use client'

import { Check, ChevronsUpDown, LayoutGrid, Plus } from 'lucide-react'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import type { MenuEntry } from '@/components/ui/menu-entries'

export type ShellWorkspace = { slug: string; name: string; href: string }

type WorkspaceSwitcherProps = {
  workspaces: ShellWorkspace[]
  current: ShellWorkspace
  allHref: string
  /** Only for those who may make one. */
  newHref?: string
}

/** The workspace one is in, and the way to the others. */
export function WorkspaceSwitcher({ workspaces, current, allHref, newHref }: WorkspaceSwitcherProps) {
  const entries: MenuEntry[] = [
    { heading: 'Workspaces' },
    ...workspaces.map((workspace) => ({
      label: workspace.name,
      href: workspace.href,
      icon: workspace.slug === current.slug ? <Check aria-label="current" /> : <span className="w-[15px]" />,
    })),
    'separator',
    { label: 'All workspaces', href: allHref, icon: <LayoutGrid aria-hidden="true" /> },
    ...(newHref ? [{ label: 'New workspace', href: newHref, icon: <Plus aria-hidden="true" /> }] : []),
  ]
  return (
    <DropdownMenu
      align="start"
      entries={entries}
      className="w-[216px]"
      trigger={
        <button
          type="button"
          aria-label={`Workspace ${current.name}, switch workspace`}
          className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-2 hover:bg-hover data-[state=open]:bg-hover max-md:h-10"
        >
          <span
            aria-hidden="true"
            className="grid size-5 shrink-0 place-items-center rounded-[5px] bg-accent font-semibold text-on-accent text-xs uppercase"
          >
            {Array.from(current.name)[0]}
          </span>
          <span className="min-w-0 flex-1 truncate text-left font-semibold">{current.name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-text-3" />
        </button>
      }
    />
  )
}
