'use client'

import { useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes, formatCount } from '@/components/ui/format-bytes'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import type { ConflictAnswer } from './prepare-uploads'
import { type Desk, uploadDesk } from './upload-desk-store'

/** Asks what to do about files whose names are taken, one by one or all at once. */
export function ConflictDialog() {
  const { question } = useSyncExternalStore(uploadDesk.subscribe, uploadDesk.read, uploadDesk.read)
  if (!question) return null
  return <Question key={question.taken[0]?.key} question={question} />
}

function Question({ question }: { question: NonNullable<Desk['question']> }) {
  const { taken, answer } = question
  const [answers, setAnswers] = useState<ConflictAnswer[]>([])
  const [all, setAll] = useState(taken.length > 1)
  const current = taken[answers.length]
  const rest = taken.length - answers.length - 1
  function choose(choice: ConflictAnswer) {
    const next = [...answers, ...Array<ConflictAnswer>(all ? rest + 1 : 1).fill(choice)]
    if (next.length === taken.length) answer(next)
    else setAnswers(next)
  }
  if (!current) return null
  return (
    <Dialog
      open
      onOpenChange={() => answer(null)}
      title={taken.length === 1 ? 'This file exists already' : `${formatCount(taken.length)} files exist already`}
      description="Replacing cannot be undone. Nothing is uploaded before you choose."
      footer={
        <>
          <Button onClick={() => choose('skip')}>Skip</Button>
          <Button onClick={() => choose('keep-both')}>Keep both</Button>
          <Button variant="danger" onClick={() => choose('replace')}>
            {all && rest > 0 ? `Replace ${formatCount(rest + 1)} files` : 'Replace'}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <div className="flex min-w-0 items-center justify-between gap-3 rounded-md border bg-sunken px-3 py-2 font-mono text-sm">
          <MiddleTruncate name={current.key} />
          <span className="shrink-0 text-text-2">{formatBytes(current.file.size)}</span>
        </div>
        {rest > 0 && (
          <Checkbox
            checked={all}
            onCheckedChange={(checked) => setAll(checked === true)}
            label={
              rest === 1 ? 'Do the same for the other file' : `Do the same for the other ${formatCount(rest)} files`
            }
          />
        )}
      </div>
    </Dialog>
  )
}
