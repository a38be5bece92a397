'use client'

import { useCallback, useRef, useState } from 'react'
import { runAction } from '@/lib/actions/run-action'
import { testResourceAction } from '@/lib/resources/actions'
import type { TestResource, TestStep } from '@/lib/resources/schema'

export type ConnectionTest = { steps: TestStep[]; running: boolean; error: unknown }

const IDLE: ConnectionTest = { steps: [], running: false, error: null }

/** Runs connection tests and collects their steps as they come; a newer run makes an older one silent. */
export function useConnectionTest(workspace: string) {
  const [test, setTest] = useState<ConnectionTest | null>(null)
  const current = useRef(0)

  const run = useCallback(
    async (input: TestResource) => {
      const mine = ++current.current
      const update = (change: (test: ConnectionTest) => ConnectionTest) => {
        if (current.current === mine) setTest((known) => change(known ?? IDLE))
      }
      setTest({ ...IDLE, running: true })
      try {
        for await (const step of await runAction(testResourceAction(workspace, input)))
          update((known) => ({ ...known, steps: [...known.steps, step] }))
      } catch (error) {
        update((known) => ({ ...known, error }))
      }
      update((known) => ({ ...known, running: false }))
    },
    [workspace],
  )

  const clear = useCallback(() => {
    current.current += 1
    setTest(null)
  }, [])

  return { test, run, clear }
}
