'use client'

import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type RefObject, useEffect, useRef, useState } from 'react'

interface PdfPageProps {
  document: PDFDocumentProxy
  number: number
  scale: number
  /** Size of a page that has not been opened yet. */
  typical: { width: number; height: number }
  frame: RefObject<HTMLElement | null>
  onDrawn: () => void
}

/** A canvas larger than this fails in some browsers: sharper is not worth a blank page. */
const MAX_CANVAS_PIXELS = 16_000_000

/** One page, drawn while it is near the view. */
export function PdfPage({ document, number, scale, typical, frame, onDrawn }: PdfPageProps) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [near, setNear] = useState(false)
  const [own, setOwn] = useState<PdfPageProps['typical'] | null>(null)
  const size = own ?? typical
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: frame.current,
      rootMargin: '600px',
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  // biome-ignore lint/correctness/useExhaustiveDependencies: telling that a page was drawn does not draw it again.
  useEffect(() => {
    if (!near) return
    let stop: () => void = () => undefined
    let live = true
    document
      .getPage(number)
      .then(async (page) => {
        if (!live || !canvas.current) return
        setOwn(page.getViewport({ scale: 1 }))
        const task = draw(page, canvas.current, scale)
        stop = () => task.cancel()
        await task.promise
        onDrawn()
      })
      .catch(
        (error: unknown) =>
          live && !(error instanceof Error && error.name === 'RenderingCancelledException') && setFailed(true),
      )
    return () => {
      live = false
      stop()
    }
  }, [document, number, scale, near])
  const { width, height } = size
  return (
    <div
      ref={place}
      role="img"
      aria-label={`Page ${number}`}
      className="relative grid place-items-center bg-white text-text-2 shadow-[0_0_0_1px_var(--line)]"
      style={{ width: Math.floor(width * scale), height: Math.floor(height * scale) }}
    >
      {near && !failed && <canvas ref={canvas} className="size-full" />}
      {failed && <p className="max-w-64 p-4 text-center text-black">Page {number} is damaged and cannot be drawn.</p>}
    </div>
  )
}

function draw(page: PDFPageProxy, canvas: HTMLCanvasElement, scale: number) {
  const { width, height } = page.getViewport({ scale })
  const sharp = Math.min(devicePixelRatio, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)))
  const viewport = page.getViewport({ scale: scale * sharp })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  return page.render({ canvas, viewport })
}
