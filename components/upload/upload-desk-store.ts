'use client'

import type { ConflictAnswer } from './prepare-uploads'
import type { TargetedFile } from './upload-target'

/** What stands between choosing files and their uploads: names being looked up, a question about taken ones. */
export type Desk = {
  /** How many files' names are being looked up. */
  checking: number
  question: { taken: TargetedFile[]; answer: (answers: ConflictAnswer[] | null) => void } | null
}

const listeners = new Set<() => void>()
let desk: Desk = { checking: 0, question: null }

export const uploadDesk = {
  read: () => desk,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  change(next: Partial<Desk>) {
    desk = { ...desk, ...next }
    for (const listener of listeners) listener()
  },
  /** Puts the question on screen and waits for its answers. */
  ask(taken: TargetedFile[]): Promise<ConflictAnswer[] | null> {
    return new Promise((resolve) => {
      const answer = (answers: ConflictAnswer[] | null) => {
        uploadDesk.change({ question: null })
        resolve(answers)
      }
      uploadDesk.change({ question: { taken, answer } })
    })
  },
}
