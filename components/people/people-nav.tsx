'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'

const pages = [
  { name: '', label: 'People' },
  { name: '/groups', label: 'Groups' },
  { name: '/folders', label: 'Folders' },
]

/** From the people of a workspace to its groups and its folders. */
export function PeopleNav({ workspace }: { workspace: string }) {
  const pathname = usePathname()
  return (
    <nav aria-label="People, groups and folders" className="flex shrink-0 gap-2 border-b px-2.5">
      {pages.map(({ name, label }) => {
        const href = `/w/${encodeURIComponent(workspace)}/people${name}`
        const current = pathname === href
        return (
          <Link
            key={name}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cn(
              '-mb-px inline-flex h-9 items-center border-transparent border-b-2 px-1 pt-0.5 font-medium text-text-2 hover:text-text focus-visible:outline-offset-[-2px] max-md:h-10',
              current && 'border-accent text-text',
            )}
          >
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
