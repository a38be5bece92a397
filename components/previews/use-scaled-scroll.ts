'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { ScaledScroll } from './scaled-scroll'

const SETTLE_MILLISECONDS = 150

interface Extent {
  /** Pixels of everything there is to scroll over. */
  contentHeight: number
  /** Pixels of the view that something fixed, such as a header, takes. */
  fixedHeight: number
}

/** A view that scrolls over any height, and sideways as usual. */
export function useScaledScroll({ contentHeight, fixedHeight }: Extent) {
  const element = useRef<HTMLDivElement>(null)
  const [scroll] = useState(() => new ScaledScroll())
  const size = useInnerSize(element)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const viewHeight = Math.max(0, size.height - fixedHeight)
  scroll.setExtent(contentHeight, viewHeight)

  const place = useCallback(
    (scrollTop: number) => {
      const view = element.current
      if (!view) return
      view.scrollTop = scrollTop
      scroll.placed(view.scrollTop)
    },
    [scroll],
  )

  useEffect(() => {
    const view = element.current
    if (!view) return
    let timer = 0
    const follow = () => {
      scroll.scrolled(view.scrollTop)
      redraw()
      clearTimeout(timer)
      timer = window.setTimeout(() => place(scroll.settled()), SETTLE_MILLISECONDS)
    }
    view.addEventListener('scroll', follow, { passive: true })
    return () => {
      clearTimeout(timer)
      view.removeEventListener('scroll', follow)
    }
  }, [place, scroll])

  const scrollTo = useCallback(
    (top: number) => {
      place(scroll.goTo(top))
      redraw()
    },
    [place, scroll],
  )

  return {
    element,
    ...size,
    viewHeight,
    top: scroll.top,
    left: element.current?.scrollLeft ?? 0,
    canvas: scroll.canvas,
    scrollTo,
  }
}

/** The size inside the scrollbars, followed as it changes. */
function useInnerSize(element: RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const view = element.current
    if (!view) return
    const measure = () => setSize({ width: view.clientWidth, height: view.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(view)
    return () => observer.disconnect()
  }, [element])
  return size
}
