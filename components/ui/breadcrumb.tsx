'use client'

import Link from 'next/link'
import { DropdownMenu } from './dropdown-menu'
import { IconButton } from './icon-button'
import { visibleName } from './visible-name'
import { VisibleText } from './visible-text'

export type Crumb = { label: string; href?: string }

const SHOWN_AT_END = 3

/** Where one is; the last crumb is the place itself. A long way folds into a menu behind the first crumb. */
export function Breadcrumb({ crumbs, label = 'Path' }: { crumbs: Crumb[]; label?: string }) {
  const folded = crumbs.length > SHOWN_AT_END + 2 ? crumbs.slice(1, -SHOWN_AT_END) : []
  const shown = folded.length > 0 ? [...crumbs.slice(0, 1), ...crumbs.slice(-SHOWN_AT_END)] : crumbs
  return (
    <nav aria-label={label} className="min-w-0">
      <ol className="flex min-w-0 items-center">
        {shown.map((crumb, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two folders of a path may have one name
          <li key={index} className="flex min-w-8 shrink items-center last:shrink-[0.5]">
            {index > 0 && <Slash />}
            {index === 1 && folded.length > 0 && <Folded crumbs={folded} />}
            <CrumbLink crumb={crumb} current={index === shown.length - 1} />
          </li>
        ))}
      </ol>
    </nav>
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

function Folded({ crumbs }: { crumbs: Crumb[] }) {
  const entries = crumbs.map((crumb) => ({ label: visibleName(crumb.label) || 'no name', href: crumb.href }))
  return (
    <>
      <DropdownMenu
        align="start"
        entries={entries}
        trigger={
          <IconButton label="Show the folders between" size="sm">
            …
          </IconButton>
        }
      />
      <Slash />
    </>
  )
}

function Slash() {
  return (
    <span aria-hidden="true" className="shrink-0 px-0.5 text-text-3">
      /
    </span>
  )
}
