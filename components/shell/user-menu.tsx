'use client'

import { CircleUserRound, Command as CommandIcon, Keyboard, LogOut, UserRoundCog } from 'lucide-react'
import { useTheme } from 'next-themes'
import { toast } from 'sonner'
import { cn } from '@/components/ui/cn'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import type { MenuEntry } from '@/components/ui/menu-entries'
import { reached } from '@/lib/actions/run-action'
import { AppError } from '@/lib/errors'

export type ShellUser = { name: string; email: string }

type UserMenuProps = {
  user: ShellUser
  accountHref?: string
  onSignOut: () => Promise<void>
  onPalette?: () => void
  onShortcuts?: () => void
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  /** Without the name on phones, where there is no room beside other links. */
  short?: boolean
}

const themes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
]

/** Who is signed in, the theme, the keys, and the way out. */
export function UserMenu({ user, accountHref, onSignOut, onPalette, onShortcuts, ...place }: UserMenuProps) {
  const { align = 'start', side = 'top', short = false } = place
  const { theme = 'system', setTheme } = useTheme()
  const entries: MenuEntry[] = [
    { heading: <UserName user={user} /> },
    'separator',
    { heading: 'Theme' },
    { radio: { label: 'Theme', value: theme, onValueChange: setTheme, options: themes } },
    'separator',
    ...(onPalette ? [{ label: 'Command palette', keys: 'mod+k', icon: <CommandIcon />, onSelect: onPalette }] : []),
    ...(onShortcuts ? [{ label: 'Keyboard shortcuts', keys: '?', icon: <Keyboard />, onSelect: onShortcuts }] : []),
    ...(accountHref ? [{ label: 'Your account', href: accountHref, icon: <UserRoundCog /> }] : []),
    { label: 'Sign out', icon: <LogOut />, onSelect: () => void reached(onSignOut()).catch(sayWhy) },
  ]
  return (
    <DropdownMenu
      align={align}
      side={side}
      entries={entries}
      className="w-[232px]"
      trigger={
        <button
          type="button"
          aria-label={`${user.name || user.email}, account menu`}
          className={cn(
            'flex h-9 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-text-2 hover:bg-hover hover:text-text data-[state=open]:bg-hover max-md:h-10',
            short && 'max-md:w-10 max-md:justify-center',
          )}
        >
          <CircleUserRound aria-hidden="true" className="size-[15px] shrink-0" />
          <span className={cn('min-w-0 flex-1 truncate text-left', short && 'max-md:hidden')}>
            {user.name || user.email}
          </span>
        </button>
      }
    />
  )
}

function sayWhy(error: unknown) {
  if (!(error instanceof AppError)) throw error
  toast.error(error.message)
}

function UserName({ user }: { user: ShellUser }) {
  return (
    <span className="grid min-w-0">
      {user.name && <span className="truncate font-medium text-base text-text">{user.name}</span>}
      <span className="truncate">{user.email}</span>
    </span>
  )
}
