'use client'

import { type MouseEvent, useMemo, useState } from 'react'
import { findFollowedLink } from '@/components/ui/find-followed-link'
import { parseExplorerPath } from '@/lib/objects/explorer-path'
import { ExplorerContext, type ExplorerDialog } from './explorer-context'
import { ExplorerDialogs } from './explorer-dialogs'
import { ExplorerHeader } from './explorer-header'
import { ExplorerPanes } from './explorer-panes'
import { NoStorage } from './no-storage'
import { useExplorerPlace } from './use-explorer-place'

type ExplorerProps = { workspace: string; storages: string[]; isAdmin: boolean; mayChange: boolean }

/** Folders and files of the workspace's storages, with the open file beside them. */
export function Explorer({ workspace, storages, isAdmin, mayChange }: ExplorerProps) {
  const { place, go } = useExplorerPlace(workspace)
  const [dialog, setDialog] = useState<ExplorerDialog | null>(null)
  const explorer = useMemo(
    () => ({ workspace, storages, isAdmin, mayChange, place, go, ask: setDialog }),
    [workspace, storages, isAdmin, mayChange, place, go],
  )

  /** Links to other places of the explorer need no new page. */
  function followInside(event: MouseEvent) {
    const link = findFollowedLink(event)
    if (!link || event.defaultPrevented) return
    const url = new URL(link.href)
    if (url.origin !== location.origin || !isInside(url.pathname, workspace)) return
    event.preventDefault()
    go(parseExplorerPath(url.pathname, url.searchParams))
  }

  if (storages.length === 0) return <NoStorage workspace={workspace} isAdmin={isAdmin} />
  return (
    <ExplorerContext value={explorer}>
      <div className="flex min-h-0 flex-1 flex-col" onClickCapture={(event) => isInRow(event) || followInside(event)}>
        <ExplorerHeader />
        <ExplorerPanes />
        <ExplorerDialogs dialog={dialog} onClose={() => setDialog(null)} />
      </div>
    </ExplorerContext>
  )
}

function isInside(pathname: string, workspace: string): boolean {
  return `${pathname}/`.startsWith(`/w/${encodeURIComponent(workspace)}/explorer/`)
}

/** The grid decides itself what a press on a row means. */
function isInRow(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-index]') !== null
}
