'use client'

import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { runAction } from '@/lib/actions/run-action'
import { readScriptAction } from '@/lib/scripts/actions'
import type { ReadScript } from '@/lib/scripts/schema'

const PAUSE_MS = 500

/** What a text tells of its form while it is written, a moment after the last stroke. Nothing for whoever may only look. */
export function useReading(workspace: string, { content, language, mayWrite }: ReadScript & { mayWrite: boolean }) {
  const { data, error, mutate } = useMutation({
    mutationFn: async (text: ReadScript) => ({ ...(await runAction(readScriptAction(workspace, text))), text }),
  })
  useEffect(() => {
    if (!mayWrite) return
    const timer = setTimeout(() => mutate({ content, language }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [content, language, mayWrite, mutate])
  return {
    reading: data ?? null,
    error,
    /** Whether it tells of the text as it stands. */
    current: data?.text.content === content && data.text.language === language,
  }
}
