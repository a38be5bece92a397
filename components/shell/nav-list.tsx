'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'

export type NavItem = { label: string; href: string; icon: ReactNode; keys?: string }

/** Links of the navigation; the one that holds the current page is marked. */
export function NavList({ items, onNavigate }: { items: NavItem[]; onNavigate?: () => void }) {
  const path = usePathname()
  return (
    <ul className="grid gap-0.5">
      {items.map((item) => {
        const current = path === item.href || path.startsWith(`${item.href}/`)
        return (
          <li key={item.href}>
            <Link
              href={item.href}
              onClick={onNavigate}
              aria-current={current ? 'page' : undefined}
              className={cn(
                'group flex h-[30px] items-center gap-2.5 rounded-md px-2 text-text-2 hover:bg-hover hover:text-text max-md:h-10 [&_svg]:size-[15px] [&_svg]:shrink-0',
                current && 'bg-hover font-medium text-text',
              )}
            >
              {item.icon}
              <span className="min-w-0 flex-1 truncate">{item.label}</span>
              {item.keys && (
                <Kbd
                  keys={item.keys}
                  className="opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 group-aria-[current]:opacity-100 max-md:hidden"
                />
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
