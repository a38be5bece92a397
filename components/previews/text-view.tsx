// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
'use client'

import { useState } from 'react'
import { countOf } from '@/components/ui/count-of'
import { ErrorNote } from '@/components/ui/error-note'
import type { ByteSource } from '@/lib/previews/byte-source'
import type { PreviewFile } from '@/lib/previews/preview'
import type { TextLines } from '@/lib/previews/text-lines'
import { PreviewFoot } from './preview-foot'
import { TEXT_ROW_PIXELS, TextRows } from './text-rows'
import { TextToolbar } from './text-toolbar'
import { useScaledScroll } from './use-scaled-scroll'
import { useTextBlocks } from './use-text-blocks'

interface TextViewProps {
  file: PreviewFile
  lines: TextLines
  source: ByteSource
}

/** The lines in view. The place is kept as a block and a row in it: what is read above it must not move it. */
export function TextView({ file, lines, source }: TextViewProps) {
  const [query, setQuery] = useState('')
  const view = useScaledScroll({ contentHeight: lines.rowCount * TEXT_ROW_PIXELS + 8, fixedHeight: 0 })
  const rowStart = Math.floor(view.top / TEXT_ROW_PIXELS)
  const rowEnd = rowStart + Math.ceil(view.viewHeight / TEXT_ROW_PIXELS) + 1
  const { problem, retry, goToEnd, goToRow } = useTextBlocks({ lines, view, rowStart, rowEnd })
  return (
    <>
      <TextToolbar
        {...{ lines, query, rowStart }}
        onQuery={setQuery}
        onRow={goToRow}
        onStart={() => view.scrollTo(0)}
        onEnd={() => void goToEnd()}
      />
      {problem !== null && <ErrorNote className="m-3" error={problem} onRetry={retry} />}
      <section
        ref={view.element}
        aria-label={file.name}
        tabIndex={0}
        className="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-panel focus-visible:-outline-offset-2"
      >
        <div style={{ height: view.canvas }}>
          <div className="sticky top-0" style={{ height: view.viewHeight }}>
            <TextRows {...{ lines, rowStart, rowEnd, query }} top={view.top} />
          </div>
        </div>
      </section>
      <PreviewFoot stats={source.stats} total={file.size}>
        <LineCount lines={lines} />
        <span>{ENCODING_NAMES[lines.encoding]}</span>
        {lines.encodingNote && <span>{lines.encodingNote}</span>}
      </PreviewFoot>
    </>
  )
}

const ENCODING_NAMES = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE', latin1: 'Latin-1' }

function LineCount({ lines }: { lines: TextLines }) {
  const { known, complete } = lines.linesKnown()
  return (
    <span>
      {countOf(known, 'line')}
      {!complete && ' so far'}
    </span>
  )
}
