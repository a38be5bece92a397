'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { jobQueries, logUrl } from './queries'
import { colorLog } from './run-log'
import { TextBlock } from './scroll-block'

const colors: Record<string, string> = {
  gray: 'text-text-3',
  red: 'text-bad',
  green: 'text-ok',
  yellow: 'text-warn',
  blue: 'text-accent',
  magenta: 'text-accent',
  cyan: 'text-accent',
}

/** The log of a run while it is written; it stays at its end unless the reader has scrolled up. */
export function LogView({ workspace, id }: { workspace: string; id: string }) {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(jobQueries.log(workspace, id, client))
  const text = data?.text ?? ''
  const spans = useMemo(() => colorLog(text), [text])
  const box = useStayAtEnd(text)
  return (
    <section aria-label="Log" className="grid min-w-0 gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold text-md">Log</h2>
        {text !== '' && (
          <Button asChild size="sm">
            <a href={logUrl(workspace, id)} download={`run-${id}.log`}>
              <Download aria-hidden="true" />
              Download log
            </a>
          </Button>
        )}
      </div>
      {error && <ErrorNote error={error} title="The log could not be read" onRetry={() => void refetch()} />}
      {data?.cut && (
        <p className="text-sm text-text-2">The beginning is left out here. The download has all that is kept.</p>
      )}
      {text === '' && !error && (
        <p className="text-text-2">{data?.completed ? 'It wrote nothing.' : 'Nothing is written yet.'}</p>
      )}
      {text !== '' && (
        <TextBlock ref={box} label="Lines of the log">
          {spans.map(({ text: piece, color, bold }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place
            <span key={index} className={cn(color && colors[color], bold && 'font-semibold')}>
              {piece}
            </span>
          ))}
        </TextBlock>
      )}
    </section>
  )
}

function useStayAtEnd(text: string) {
  const box = useRef<HTMLElement>(null)
  const height = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new piece
  useEffect(() => {
    const element = box.current
    if (!element) return
    const wasAtEnd = element.scrollTop + element.clientHeight >= height.current - 8
    height.current = element.scrollHeight
    if (wasAtEnd) element.scrollTop = element.scrollHeight
  }, [text])
  return box
}
