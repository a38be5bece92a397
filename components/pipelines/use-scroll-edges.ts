'use client'

import { type RefObject, useEffect, useState } from 'react'

type Edges = { left: boolean; right: boolean }
const NONE: Edges = { left: false, right: false }

/** On which sides there is more than a frame shows, while it is scrolled and while either changes its width. */
export function useScrollEdges(frame: RefObject<HTMLElement | null>): Edges {
  const [edges, setEdges] = useState(NONE)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    function look() {
      if (!box) return
      const left = box.scrollLeft > 1
      const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1
      setEdges((known) => (known.left === left && known.right === right ? known : { left, right }))
    }
    const observer = new ResizeObserver(look)
    observer.observe(box)
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [frame])
  return edges
}
