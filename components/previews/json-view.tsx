'use client'

import { type KeyboardEvent, useMemo, useState } from 'react'
import { toast } from 'sonner'
import { countOf } from '@/components/ui/count-of'
import type { ReadStats } from '@/lib/previews/byte-source'
import type { JsonSpan } from '@/lib/previews/json-scan'
import type { PreviewFile } from '@/lib/previews/preview'
import { CHILDREN_PER_STEP, copyText, type JsonRow, jsonRows, type OpenPaths } from './json-rows'
import { JsonToolbar } from './json-toolbar'
import { JsonTree } from './json-tree'
import { JSON_ROW_PIXELS } from './json-tree-rows'
import { PreviewFoot } from './preview-foot'
import { useScaledScroll } from './use-scaled-scroll'

interface JsonViewProps {
  file: PreviewFile
  text: string
  root: JsonSpan
  stats: ReadStats
}

/** A tree of JSON, opened as far as somebody looks. */
export function JsonView({ file, text, root, stats }: JsonViewProps) {
  const [open, setOpen] = useState<OpenPaths>(() => new Map([['$', CHILDREN_PER_STEP]]))
  const [active, setActive] = useState('$')
  const [query, setQuery] = useState('')
  const json = useMemo(() => ({ text, root, counts: new Map<number, number>() }), [text, root])
  const rows = useMemo(() => jsonRows(json, open), [json, open])
  const view = useScaledScroll({ contentHeight: rows.length * JSON_ROW_PIXELS + 8, fixedHeight: 0 })
  const index = Math.max(
    0,
    rows.findIndex(({ path }) => path === active),
  )
  const toggle = (row: JsonRow, opened = !row.open) => setOpen((before) => withOpen(before, row, opened))
  function goTo(next: number) {
    const row = rows[Math.min(Math.max(0, next), rows.length - 1)]
    if (!row) return
    setActive(row.path)
    const top = rows.indexOf(row) * JSON_ROW_PIXELS
    if (top < view.top) view.scrollTo(top)
    else if (top + JSON_ROW_PIXELS > view.top + view.viewHeight)
      view.scrollTo(top + JSON_ROW_PIXELS + 8 - view.viewHeight)
  }
  function press(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor(view.viewHeight / JSON_ROW_PIXELS) - 1)
    const row = rows[index]
    if (!row || !moved(event, { row, rows, index, page, goTo, toggle })) return
    event.preventDefault()
    event.stopPropagation()
  }
  async function copy(row: JsonRow, what: 'path' | 'value') {
    try {
      await navigator.clipboard.writeText(what === 'path' ? row.path : copyText(text, row.span))
      toast(what === 'path' ? 'Path copied' : 'Value copied')
    } catch {
      toast.error('The browser does not let this page use the clipboard.')
    }
  }
  return (
    <>
      <JsonToolbar
        {...{ text, rows, index, query }}
        row={rows[index]}
        onQuery={setQuery}
        onRow={goTo}
        onCopy={(row, what) => void copy(row, what)}
      />
      <JsonTree
        {...{ text, rows, index, query, active, view }}
        label={file.name}
        onKeyDown={press}
        onActive={setActive}
        onToggle={toggle}
      />
      <PreviewFoot stats={stats} total={file.size}>
        <span>{countOf(rows.length, 'line')} open</span>
      </PreviewFoot>
    </>
  )
}

function withOpen(before: OpenPaths, row: JsonRow, opened: boolean): OpenPaths {
  const after = new Map(before)
  const path = row.path.replace(/ more$/, '')
  if (row.more !== undefined) after.set(path, (before.get(path) ?? 0) + CHILDREN_PER_STEP)
  else if (row.childCount !== null && opened) after.set(path, before.get(path) ?? CHILDREN_PER_STEP)
  else after.delete(path)
  return after
}

interface Moving {
  row: JsonRow
  rows: JsonRow[]
  index: number
  page: number
  goTo: (index: number) => void
  toggle: (row: JsonRow, opened?: boolean) => void
}

/** Keys of the ARIA tree pattern. */
function moved({ key }: KeyboardEvent, { row, rows, index, page, goTo, toggle }: Moving): boolean {
  const parent = () => rows.slice(0, index).findLastIndex(({ depth }) => depth < row.depth)
  const actions = new Map<string, () => void>([
    ['ArrowDown', () => goTo(index + 1)],
    ['ArrowUp', () => goTo(index - 1)],
    ['ArrowRight', () => (row.open ? goTo(index + 1) : toggle(row, true))],
    ['ArrowLeft', () => (row.open ? toggle(row, false) : goTo(parent()))],
    ['Home', () => goTo(0)],
    ['End', () => goTo(rows.length - 1)],
    ['PageDown', () => goTo(index + page)],
    ['PageUp', () => goTo(index - page)],
    ['Enter', () => toggle(row)],
    [' ', () => toggle(row)],
  ])
  actions.get(key)?.()
  return actions.has(key)
}
