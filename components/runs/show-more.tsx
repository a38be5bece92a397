'use client'

import { Fragment, type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'

const STEP = 20

type ShowMoreProps<T> = { items: readonly T[]; noun: string; children: (item: T, index: number) => ReactNode }

/** The first of many, and the next ones when asked for: a page holds no ten thousand parts at once. */
export function ShowMore<T>({ items, noun, children }: ShowMoreProps<T>) {
  const [shown, setShown] = useState(STEP)
  const left = items.length - shown
  return (
    <>
      {items.slice(0, shown).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <Fragment key={index}>{children(item, index)}</Fragment>
      ))}
      {left > 0 && (
        <div>
          <Button size="sm" onClick={() => setShown(shown + Math.max(STEP, shown))}>
            Show more of {countOf(items.length, noun)}
          </Button>
        </div>
      )}
    </>
  )
}
