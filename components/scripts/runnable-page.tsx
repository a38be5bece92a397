'use client'

import { Archive, ArchiveRestore, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { RowMenu } from '@/components/resources/row-menu'
import { PageHeader } from '@/components/shell/page-header'
import { Badge } from '@/components/ui/badge'

export type Removal = 'archive' | 'delete'

type RunnablePageProps = {
  item: { path: string; summary: string; description: string; archived: boolean }
  /** Buttons beside the title. */
  actions: ReactNode
  /** Whether the person may archive and delete it. */
  mayRemove: boolean
  /** Takes it out of the archive; absent where that is done by saving. */
  onRestore?: () => void
  /** Asks before it is removed. */
  removeDialog(kind: Removal, close: () => void): ReactNode
  form: ReactNode
  /** Beside the form: what it does, and its runs. */
  children: ReactNode
}

/** The page of something that is run from a form: a script, a pipeline. */
export function RunnablePage({ item, actions, form, children, ...props }: RunnablePageProps) {
  const [removing, setRemoving] = useState<Removal | null>(null)
  const { mayRemove, onRestore, removeDialog } = props
  const archive = { label: 'Archive', icon: <Archive />, onSelect: () => setRemoving('archive') }
  const restore = onRestore && { label: 'Restore', icon: <ArchiveRestore />, onSelect: onRestore }
  const remove = { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => setRemoving('delete') }
  const first = item.archived ? restore : archive
  return (
    <>
      <PageHeader
        title={item.path}
        actions={
          <>
            {actions}
            {mayRemove && <RowMenu label="More actions" entries={first ? [first, remove] : [remove]} />}
          </>
        }
      />
      <div className="grid flex-1 content-start gap-8 px-6 py-5 max-md:px-gutter lg:grid-cols-[minmax(0,480px)_minmax(0,1fr)]">
        <div className="grid min-w-0 content-start gap-5">
          <About {...item} />
          {form}
        </div>
        <div className="grid min-w-0 content-start gap-6">{children}</div>
      </div>
      {removing && removeDialog(removing, () => setRemoving(null))}
    </>
  )
}

function About({ summary, description, archived }: RunnablePageProps['item']) {
  if (!summary && !description && !archived) return null
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {summary}
        {archived && <Badge tone="warn">Archived</Badge>}
      </p>
      {description && <p className="whitespace-pre-wrap text-text-2">{description}</p>}
    </div>
  )
}
