'use client'

import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { runAction } from '@/lib/actions/run-action'
import { explainStorageAccessAction } from '@/lib/storage-settings/actions'
import type { AccessAnswer, StorageLink } from '@/lib/storage-settings/schema'

type Question = { userId: string; key: string; link: StorageLink }

// Typing goes on: only where it rests is worth a question.
const PAUSE_MS = 250

/** What somebody may do with a key under the settings of the form, asked anew whenever one of the three changes. */
export function useAccessTest(workspace: string, { userId, key, link }: Question) {
  // The last answer stays until the next one is there, so that nothing flickers while a rule is written.
  const [answers, setAnswers] = useState<AccessAnswer[] | null>(null)
  const { mutate, error } = useMutation({
    mutationFn: (question: Question) => runAction(explainStorageAccessAction(workspace, question)),
    onSuccess: setAnswers,
    onError: () => setAnswers(null),
  })
  const complete = userId !== '' && key !== ''
  useEffect(() => {
    if (userId === '' || key === '') return
    const timer = setTimeout(() => mutate({ userId, key, link }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [userId, key, link, mutate])
  return { answers: complete ? answers : null, error: complete ? error : null }
}
