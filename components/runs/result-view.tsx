'use client'

import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FileResult } from './file-result'
import { JsonBlock } from './json-block'
import type { Result } from './read-result'
import { ResultTable } from './result-table'
import { TextBlock } from './scroll-block'

const MAX_CHARACTERS = 200_000

type ResultViewProps = { workspace: string; result: Result; value: unknown }

/** What a run returned, as what it is; or as the JSON that it is underneath. */
export function ResultView({ workspace, result, value }: ResultViewProps) {
  const [raw, setRaw] = useState(false)
  const plain = result.kind === 'json' || result.kind === 'nothing'
  return (
    <div className="grid min-w-0 gap-2">
      {raw ? <JsonBlock value={value} label="Result as JSON" /> : <Shown workspace={workspace} result={result} />}
      {!plain && (
        <div>
          <Button size="sm" variant="ghost" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {raw ? 'As it is meant' : 'As JSON'}
          </Button>
        </div>
      )}
    </div>
  )
}

function Shown({ workspace, result }: { workspace: string; result: Result }) {
  switch (result.kind) {
    case 'nothing':
      return <p className="text-text-2">It returned nothing.</p>
    case 'text':
      return <TextBlock label="Text of the result">{result.text.slice(0, MAX_CHARACTERS)}</TextBlock>
    case 'file':
      return <FileResult workspace={workspace} file={result.file} opened />
    case 'files':
      return (
        <ul className="grid min-w-0 gap-2">
          {result.files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list may name a file twice
            <li key={index} className="min-w-0">
              <FileResult workspace={workspace} file={file} opened={false} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <ResultTable workspace={workspace} columns={result.columns} rows={result.rows} />
    case 'all':
      return (
        <div className="grid min-w-0 gap-4">
          {result.results.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
            <Shown key={index} workspace={workspace} result={each} />
          ))}
        </div>
      )
    case 'error':
      return <ErrorBlock {...result} />
    case 'json':
      return <JsonBlock value={result.value} label="Value of the result" />
  }
}

/** What the script threw, with the place in its text. */
function ErrorBlock({ name, message, stack }: { name: string; message: string; stack: string }) {
  return (
    <div className="grid min-w-0 gap-2 rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5">
      <p className="flex items-start gap-2 [overflow-wrap:anywhere]">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
        <span>
          <span className="font-semibold">{name}</span>
          {message && `: ${message}`}
        </span>
      </p>
      {stack && <TextBlock label="Where it happened">{stack}</TextBlock>}
    </div>
  )
}
