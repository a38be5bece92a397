'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { cn } from './cn'
import { DropdownMenu } from './dropdown-menu'
import { IconButton } from './icon-button'
import { visibleName } from './visible-name'
import { VisibleText } from './visible-text'

export type Crumb = { label: string; href?: string }

const SHOWN_AT_END = 3

/** Where one is; the last crumb is the place itself. A long way folds into a menu; on phones all but the place does. */
export function Breadcrumb({ crumbs, label = 'Path' }: { crumbs: Crumb[]; label?: string }) {
  const folds = crumbs.length > SHOWN_AT_END + 2
  const start = folds ? crumbs.slice(0, 1) : []
  const end = folds ? crumbs.slice(-SHOWN_AT_END) : crumbs
  return (
    <nav aria-label={label} className="-ml-1.5 min-w-0">
      <ol className="flex min-w-0 items-center">
        {crumbs.length > 1 && <Folded crumbs={crumbs.slice(0, -1)} className="md:hidden" />}
        {start.map((crumb) => (
          <CrumbItem key="start" crumb={crumb} />
        ))}
        {folds && <Folded crumbs={crumbs.slice(1, -SHOWN_AT_END)} className="max-md:hidden" />}
        {end.map((crumb, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two folders of a path may have one name
          <CrumbItem key={index} crumb={crumb} current={index === end.length - 1} />
        ))}
      </ol>
    </nav>
  )
}

function CrumbItem({ crumb, current = false }: { crumb: Crumb; current?: boolean }) {
  return (
    <li className={cn('flex min-w-0 items-center overflow-hidden', !current && 'max-md:hidden')}>
      <CrumbLink crumb={crumb} current={current} />
      {!current && <Slash />}
    </li>
  )
}

function CrumbLink({ crumb, current }: { crumb: Crumb; current: boolean }) {
  const classes = 'block min-w-0 truncate rounded-sm px-1.5 py-0.5 focus-visible:outline-offset-[-2px]'
  const text =
    crumb.label === '' ? <span className="text-text-3 italic">no name</span> : <VisibleText name={crumb.label} />
  if (current || !crumb.href)
    return (
      <span
        aria-current={current ? 'page' : undefined}
        title={visibleName(crumb.label)}
        className={`${classes} font-medium`}
      >
        {text}
      </span>
    )
  return (
    <Link
      href={crumb.href}
      title={visibleName(crumb.label)}
      className={`${classes} text-text-2 hover:bg-hover hover:text-text`}
    >
      {text}
    </Link>
  )
}

function Folded({ crumbs, className }: { crumbs: Crumb[]; className: string }) {
  const entries = crumbs.map((crumb) => ({ label: visibleName(crumb.label) || 'no name', href: crumb.href }))
  return (
    <li className={cn('flex shrink-0 items-center', className)}>
      <DropdownMenu
        align="start"
        entries={entries}
        trigger={
          <IconButton label="Show the folders above" size="sm">
            <Ellipsis />
          </IconButton>
        }
      />
      <Slash />
    </li>
  )
}

function Slash() {
  return (
    <span aria-hidden="true" className="shrink-0 px-0.5 text-text-3">
      /
    </span>
  )
}
