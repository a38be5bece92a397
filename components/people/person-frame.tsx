'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { UserMenu } from '@/components/shell/user-menu'
import { GranaryMark } from '@/components/sign-in/entrance'
import { cn } from '@/components/ui/cn'
import { signOutAction } from '@/lib/sign-in/actions'

type Person = { email: string; name: string; superadmin: boolean }

/** The frame of the pages outside any workspace. */
export function PersonFrame({ person, children }: { person: Person; children: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <header className="flex h-12 items-center gap-1 border-b bg-sunken px-gutter max-md:gap-0 max-md:px-2">
        <Link href="/" aria-label="Granary" className="mr-3 flex items-center gap-2.5 rounded-md font-semibold">
          <GranaryMark />
          <span className="max-md:hidden">Granary</span>
        </Link>
        <nav aria-label="Granary" className="flex min-w-0 flex-1 items-center gap-0.5">
          <FrameLink href="/workspaces">Workspaces</FrameLink>
          {person.superadmin && <FrameLink href="/instance/people">Users</FrameLink>}
          <FrameLink href="/account">Account</FrameLink>
        </nav>
        <div className="max-w-[40%] shrink-0">
          <UserMenu user={person} onSignOut={signOutAction} align="end" side="bottom" short />
        </div>
      </header>
      <main id="content" className="mx-auto w-full max-w-[960px] px-6 py-8 max-md:px-gutter max-md:py-5">
        {children}
      </main>
    </div>
  )
}

function FrameLink({ href, children }: { href: string; children: ReactNode }) {
  const current = usePathname().startsWith(href)
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-[30px] items-center rounded-md px-2.5 text-text-2 hover:bg-hover hover:text-text max-md:h-10',
        current && 'font-medium text-text',
      )}
    >
      {children}
    </Link>
  )
}
