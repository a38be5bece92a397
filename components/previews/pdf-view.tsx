// biome-ignore-all lint/suspicious/noArrayIndexKey: pages are their numbers.
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
'use client'

import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'
import { countOf } from '@/components/ui/count-of'
import { Segmented } from '@/components/ui/segmented'
import type { ByteSource } from '@/lib/previews/byte-source'
import type { PreviewFile } from '@/lib/previews/preview'
import { PdfPage } from './pdf-page'
import { PreviewFoot } from './preview-foot'

interface PdfViewProps {
  file: PreviewFile
  document: PDFDocumentProxy
  source: ByteSource
}

const ZOOMS = [
  { value: 'fit', label: 'Fit' },
  { value: '1', label: '100 %' },
  { value: '2', label: '200 %' },
]
const A4 = { width: 595, height: 842 }
const MARGIN_PIXELS = 32

/** All pages below each other; only those near the view are drawn. */
export function PdfView({ file, document, source }: PdfViewProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState('fit')
  const [width, setWidth] = useState(0)
  const [typical, setTypical] = useState(A4)
  const [, setDrawn] = useState(0)
  useEffect(() => {
    const view = frame.current
    if (!view) return
    const observer = new ResizeObserver(() => setWidth(view.clientWidth))
    observer.observe(view)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    let live = true
    document.getPage(1).then(
      (page) => live && setTypical(page.getViewport({ scale: 1 })),
      () => undefined,
    )
    return () => {
      live = false
    }
  }, [document])
  const scale = zoom === 'fit' ? Math.min(2, Math.max(0.1, (width - MARGIN_PIXELS) / typical.width)) : Number(zoom)
  return (
    <>
      <div className="flex shrink-0 items-center border-b px-gutter py-1.5">
        <Segmented label="Zoom" options={ZOOMS} value={zoom} onValueChange={setZoom} />
      </div>
      <section
        ref={frame}
        aria-label={file.name}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto bg-sunken focus-visible:-outline-offset-2"
      >
        <div className="mx-auto flex w-fit flex-col gap-3 p-4">
          {width > 0 &&
            Array.from({ length: document.numPages }, (_, i) => (
              <PdfPage
                key={i}
                number={i + 1}
                onDrawn={() => setDrawn((count) => count + 1)}
                {...{ document, scale, typical, frame }}
              />
            ))}
        </div>
      </section>
      <PreviewFoot stats={source.stats} total={file.size}>
        <span>{countOf(document.numPages, 'page')}</span>
      </PreviewFoot>
    </>
  )
}
