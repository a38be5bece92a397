'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { countOf } from '@/components/ui/count-of'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { jobQueries, logUrl } from './queries'
import { colorLog, findLines, lastLines } from './run-log'
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
  const [search, setSearch] = useState('')
  const text = data?.text ?? ''
  return (
    <section aria-label="Log" className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto font-semibold text-md">Log</h2>
        {text !== '' && (
          <>
            <Input
              type="search"
              aria-label="Find in the log"
              placeholder="Find in the log"
              lead={<Search />}
              className="w-48 max-md:w-44"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            <Button asChild>
              <a href={logUrl(workspace, id)} download={`run-${id}.log`}>
                <Download aria-hidden="true" />
                <span className="max-md:sr-only">Download log</span>
              </a>
            </Button>
          </>
        )}
      </div>
      {error && <ErrorNote error={error} title="The log could not be read" onRetry={() => void refetch()} />}
      {data?.cut && (
        <p className="text-sm text-text-2">The beginning is left out here. The download has all that is kept.</p>
      )}
      {text === '' && !error && (
        <p className="text-text-2">{data?.completed ? 'It wrote nothing.' : 'Nothing is written yet.'}</p>
      )}
      {text !== '' && (search === '' ? <LogEnd text={text} /> : <FoundLines text={text} search={search} />)}
    </section>
  )
}

const FIRST_CHARACTERS = 40_000

/** The end of a log, and more of it when asked for: a page is slow with a hundred thousand pieces of colour. */
function LogEnd({ text }: { text: string }) {
  const [wanted, setWanted] = useState(FIRST_CHARACTERS)
  const shown = useMemo(() => lastLines(text, wanted), [text, wanted])
  const box = useStayAtEnd(shown)
  return (
    <>
      {shown.length < text.length && (
        <div>
          <Button size="sm" onClick={() => setWanted(wanted * 4)}>
            Show more of the log
          </Button>
        </div>
      )}
      <TextBlock ref={box} label="Lines of the log">
        <Coloured text={shown} />
      </TextBlock>
    </>
  )
}

function FoundLines({ text, search }: { text: string; search: string }) {
  const { lines, count } = useMemo(() => findLines(text, search), [text, search])
  return (
    <>
      <p role="status" className="text-sm text-text-2">
        {count > lines.length
          ? `${countOf(count, 'line')}, the last ${lines.length} are shown`
          : count === 0
            ? 'No line has that.'
            : countOf(count, 'line')}
      </p>
      {count > 0 && (
        <TextBlock label="Lines that were found">
          <Coloured text={lines.join('\n')} />
        </TextBlock>
      )}
    </>
  )
}

function Coloured({ text }: { text: string }) {
  const spans = useMemo(() => colorLog(text), [text])
  return spans.map(({ text: piece, color, bold }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place
    <span key={index} className={cn(color && colors[color], bold && 'font-semibold')}>
      {piece}
    </span>
  ))
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
