'use client'

import { useCallback, useEffect, useState } from 'react'

type Opened<T> = { state: 'opening' } | { state: 'open'; value: T } | { state: 'failed'; error: unknown }

/**
 * Opens something that has to be closed again: a worker, a document. `key` names it; another key closes and opens anew.
 * It is no query, since a cache would keep workers alive that nobody looks at.
 */
export function useOpened<T>(key: string, open: (signal: AbortSignal) => Promise<T>, close: (value: T) => void) {
  const [attempt, setAttempt] = useState(0)
  const [opened, setOpened] = useState<{ key: string; now: Opened<T> }>({ key, now: { state: 'opening' } })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for whatever `open` closes over.
  useEffect(() => {
    const controller = new AbortController()
    let value: { held: T } | null = null
    const settle = (now: Opened<T>) => !controller.signal.aborted && setOpened({ key, now })
    settle({ state: 'opening' })
    open(controller.signal).then(
      (held) => {
        value = { held }
        if (controller.signal.aborted) close(held)
        else settle({ state: 'open', value: held })
      },
      (error: unknown) => settle({ state: 'failed', error }),
    )
    return () => {
      controller.abort()
      if (value) close(value.held)
    }
  }, [key, attempt])
  const retry = useCallback(() => setAttempt((count) => count + 1), [])
  const now: Opened<T> = opened.key === key ? opened.now : { state: 'opening' }
  return { ...now, retry }
}
