'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ActionResult } from '@/lib/actions/result'
import { runAction } from '@/lib/actions/run-action'
import { objectQueries } from '@/lib/objects/queries'
import { type ChangeBatch, type ChangeProgress, runChange } from '@/lib/objects/run-change'
import type { ChangeStep } from '@/lib/objects/schema'

type Change = {
  batch: ChangeBatch
  step: (batch: ChangeBatch, resume: string | undefined) => Promise<ActionResult<ChangeStep>>
  maxKeys?: number
}

export type RunningChange = ReturnType<typeof useRunChange>

const NOTHING: ChangeProgress = { done: 0, failures: [] }

/** Runs a change of many objects and tells how far it is; lists show the outcome afterwards, however it ends. */
export function useRunChange(workspace: string) {
  const client = useQueryClient()
  const [progress, setProgress] = useState(NOTHING)
  const abort = useRef<AbortController>(null)
  const mutation = useMutation({
    mutationFn: ({ batch, step, maxKeys }: Change) => {
      abort.current = new AbortController()
      setProgress(NOTHING)
      return runChange(batch, {
        step: (part, resume) => runAction(step(part, resume)),
        maxKeys,
        onProgress: setProgress,
        signal: abort.current.signal,
      })
    },
    onSettled: () => client.invalidateQueries({ queryKey: objectQueries.all(workspace) }),
  })
  return {
    /** Never rejects: a failure is in `error`. */
    run: (change: Change) => mutation.mutateAsync(change).catch(() => null),
    cancel: () => abort.current?.abort(),
    pending: mutation.isPending,
    progress,
    error: mutation.error,
    result: mutation.data ?? null,
  }
}
