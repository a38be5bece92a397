import Link from 'next/link'
import type { ReactNode } from 'react'
import { RelativeTime } from '@/components/ui/relative-time'
import { Td, Tr } from '@/components/ui/table'

type PathRowProps = {
  path: string
  /** Where the whole row leads. */
  href: string
  summary: string
  edited: { at: string; by: string }
  /** Cells between the summary and the last change. */
  children?: ReactNode
}

/** What lies at a path and can be run, in a list of such: path, summary, last change. */
export function PathRow({ path, href, summary, edited, children }: PathRowProps) {
  return (
    <Tr className="relative hover:bg-hover">
      <Td>
        <Link href={href} className="font-medium [overflow-wrap:anywhere] after:absolute after:inset-0">
          {path}
        </Link>
      </Td>
      <Td className="max-w-0 truncate text-text-2 max-lg:hidden lg:w-2/5">{summary}</Td>
      {children}
      <Td className="whitespace-nowrap text-text-2 max-md:hidden">
        <RelativeTime date={edited.at} /> by {edited.by}
      </Td>
    </Tr>
  )
}
