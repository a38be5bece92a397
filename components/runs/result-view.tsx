'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { visibleName } from '@/components/ui/visible-name'
import { ErrorBlock } from './error-block'
import { FileResult } from './file-result'
import { HtmlFrame } from './html-frame'
import type { Job } from './job'
import { JsonBlock } from './json-block'
import { MarkdownBlock } from './markdown-block'
import type { Result } from './read-result'
import { ResultTable } from './result-table'
import { TextBlock } from './scroll-block'
import { ShowMore } from './show-more'

const MAX_CHARACTERS = 200_000

type ResultViewProps = { workspace: string; job: Job; result: Result; value: unknown }

/** What a run returned, as what it is; or as the JSON that it is underneath. */
export function ResultView({ workspace, job, result, value }: ResultViewProps) {
  const [raw, setRaw] = useState(false)
  const plain = result.kind === 'json' || result.kind === 'nothing'
  return (
    <div className="grid min-w-0 gap-2">
      {raw ? (
        <JsonBlock value={value} label="Result as JSON" />
      ) : (
        <Shown workspace={workspace} job={job} result={result} />
      )}
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

function Shown({ workspace, job, result }: Omit<ResultViewProps, 'value'>) {
  switch (result.kind) {
    case 'nothing':
      return <p className="text-text-2">It returned nothing.</p>
    case 'text':
      return <TextBlock label="Text of the result">{result.text.slice(0, MAX_CHARACTERS)}</TextBlock>
    case 'file':
      return <FileResult workspace={workspace} file={result.file} opened />
    case 'files':
      return (
        <div className="grid min-w-0 gap-2">
          <ShowMore items={result.files} noun="file">
            {(file) => <FileResult workspace={workspace} file={file} opened={false} />}
          </ShowMore>
        </div>
      )
    case 'table':
      return <ResultTable workspace={workspace} columns={result.columns} rows={result.rows} />
    case 'all':
      return (
        <div className="grid min-w-0 gap-4">
          <ShowMore items={result.results} noun="part">
            {(each) => <Shown workspace={workspace} job={job} result={each} />}
          </ShowMore>
        </div>
      )
    case 'error':
      return <ErrorBlock workspace={workspace} job={job} {...result} />
    case 'markdown':
      return <MarkdownBlock text={result.text.slice(0, MAX_CHARACTERS)} />
    case 'html':
      return <HtmlFrame html={result.text} />
    case 'image':
      return (
        // biome-ignore lint/performance/noImgElement: its bytes are in its address
        <img
          src={result.address}
          alt="Result"
          className="max-h-[70vh] max-w-full justify-self-start rounded-md border"
        />
      )
    case 'download':
      return (
        <div>
          <Button asChild>
            <a href={result.address} download={result.filename}>
              <Download aria-hidden="true" />
              Download {visibleName(result.filename)}
            </a>
          </Button>
        </div>
      )
    case 'json':
      return <JsonBlock value={result.value} label="Value of the result" />
  }
}
