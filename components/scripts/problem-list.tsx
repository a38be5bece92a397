'use client'

import { CircleAlert } from 'lucide-react'
import type { ScriptProblem } from '@/lib/scripts/signature/reading'

type ProblemListProps = { problems: ScriptProblem[]; onGo: (line: number, column: number) => void }

/** What keeps the text from parsing; pressing one goes there. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  if (problems.length === 0) return null
  return (
    <ul aria-label="Problems" className="grid gap-1">
      {problems.map(({ message, line, column }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one mistake can be told twice at one place
        <li key={index} className="flex items-start gap-1.5 text-bad text-sm">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          {line === null ? (
            <span className="[overflow-wrap:anywhere]">{message}</span>
          ) : (
            <button
              type="button"
              className="text-left hover:underline [overflow-wrap:anywhere]"
              onClick={() => onGo(line, column ?? 1)}
            >
              Line {line}: {message}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
