'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useKeySequences } from '@/components/shell/use-key-sequences'
import { Input } from '@/components/ui/input'
import { Kbd } from '@/components/ui/kbd'
import { useExplorer } from './explorer-context'
import { focusGrid } from './focus-grid'

const PAUSE_MS = 200

/** Narrows the level to names that start with what is typed. */
export function PrefixSearch() {
  const { place, go } = useExplorer()
  const [text, setText] = useState(place.search)
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const applied = useRef(place.search)
  useKeySequences({ '/': () => input.current?.select() })
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    // Changed from elsewhere: back and forward, or a button that clears it.
    if (place.search !== applied.current) setText(place.search)
    applied.current = place.search
  }, [place.search])

  function type(next: string) {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      applied.current = next
      go({ search: next }, { replace: true })
    }, PAUSE_MS)
  }
  return (
    <Input
      ref={input}
      type="search"
      aria-label="Find by prefix"
      placeholder="Find by prefix"
      value={text}
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') return text === '' ? event.currentTarget.blur() : type('')
        if (event.key === 'ArrowDown' || event.key === 'Enter') focusGrid()
      }}
      lead={<Search />}
      trail={text === '' ? <Kbd keys="/" className="max-md:hidden" /> : undefined}
      className="w-[220px] max-md:w-auto max-md:flex-1"
    />
  )
}
