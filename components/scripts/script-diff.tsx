import { cn } from '@/components/ui/cn'
import { countOf } from '@/components/ui/count-of'
import type { DiffLine, DiffPart } from './diff-lines'

const looks = {
  same: { sign: ' ', word: '', className: '' },
  added: { sign: '+', word: 'added', className: 'bg-ok-soft' },
  removed: { sign: '-', word: 'removed', className: 'bg-bad-soft' },
}

/** What a version changed, line by line. */
export function ScriptDiff({ parts, first }: { parts: DiffPart[]; first: boolean }) {
  return (
    <section aria-label="Changes" className="min-w-0">
      <h2 className="pb-2 font-semibold text-md">{first ? 'The first version' : 'What this version changed'}</h2>
      {parts.length === 0 && <p className="text-text-2">Nothing of the text.</p>}
      {parts.map((part) => (
        <div key={keyOf(part)} className="min-w-0">
          {part.skipped > 0 && <p className="py-1.5 text-sm text-text-2">{countOf(part.skipped, 'equal line')}</p>}
          <div className="min-w-0 overflow-hidden rounded-md border">
            {part.lines.map((line) => (
              <Line key={`${line.kind} ${line.line}`} {...line} />
            ))}
          </div>
        </div>
      ))}
    </section>
  )
}

function Line({ kind, text, line }: DiffLine) {
  const { sign, word, className } = looks[kind]
  return (
    <div className={cn('grid grid-cols-[3rem_1.25rem_minmax(0,1fr)] font-mono text-sm', className)}>
      <span className="pr-2 text-right text-text-3">{line}</span>
      <span aria-hidden="true">{sign}</span>
      <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {word && <span className="sr-only">{word}: </span>}
        {text}
      </span>
    </div>
  )
}

function keyOf({ lines }: DiffPart): string {
  return `${lines[0]?.kind} ${lines[0]?.line}`
}
