'use client'

import { createContext, type ReactNode, use } from 'react'
import { type Tab, Tabs } from '@/components/ui/tabs'
import { PreviewNotice } from './preview-notice'
import { useChosenTab } from './use-chosen-tab'

interface Frame {
  /** The caller's own tabs, after those of the preview. */
  extraTabs: Tab[]
  /** Something about the file that belongs above each of its views. */
  notice: string | null
}

/** What surrounds the views of a file. */
export const PreviewFrame = createContext<Frame>({ extraTabs: [], notice: null })

/** A tab of a preview; `end` stands at the right of the row while the tab is shown. */
type PreviewTab = Tab & { end?: ReactNode }

/** One row of tabs: the views of the file, then what the caller adds. A lone view needs no row. */
export function PreviewTabs({ tabs }: { tabs: PreviewTab[] }) {
  const { extraTabs, notice } = use(PreviewFrame)
  const [chosen, choose] = useChosenTab()
  const own = tabs.map((tab) => ({ ...tab, content: <View notice={notice}>{tab.content}</View> }))
  const all: PreviewTab[] = [...own, ...extraTabs]
  const shown = all.find(({ value }) => value === chosen) ?? all[0]
  if (all.length === 1) return shown?.content
  return (
    <Tabs
      label="Views of the file"
      className="min-h-0 flex-1"
      contentClassName="flex min-w-0 flex-col overflow-hidden"
      value={shown?.value}
      onValueChange={choose}
      tabs={all}
      end={shown?.end}
    />
  )
}

function View({ notice, children }: { notice: string | null; children: ReactNode }) {
  return (
    <>
      {notice && <PreviewNotice>{notice}</PreviewNotice>}
      {children}
    </>
  )
}
