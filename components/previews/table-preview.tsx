'use client'

import { type ReactNode, useState } from 'react'
import { ErrorNote } from '@/components/ui/error-note'
import { TableClient } from '@/lib/previews/table-client'
import { CsvToolbar } from './csv-toolbar'
import { PreviewLoading } from './preview-loading'
import { TableView } from './table-view'
import { useOpened } from './use-opened'
import type { ViewerProps } from './viewer-props'

/** CSV and its kin: delimiter and header are guessed and can be chosen. */
export function CsvPreview({ file, head }: ViewerProps) {
  const [delimiter, setDelimiter] = useState<string | null>(null)
  const [header, setHeader] = useState(true)
  const opened = useTable({ file, head, format: 'csv', delimiter, header })
  const used = delimiter ?? (opened.state === 'open' ? opened.value.state.delimiter : null)
  const toolbar = <CsvToolbar delimiter={used} header={header} onDelimiter={setDelimiter} onHeader={setHeader} />
  return <TableBody {...{ file, opened, toolbar }} headerRows={header ? 1 : 0} />
}

/** A JSON value per line, as a table. */
export function NdjsonPreview({ file, head }: ViewerProps) {
  const opened = useTable({ file, head, format: 'ndjson', delimiter: null, header: false })
  return <TableBody {...{ file, opened }} headerRows={0} />
}

interface TableWanted extends Pick<ViewerProps, 'file' | 'head'> {
  format: 'csv' | 'ndjson'
  delimiter: string | null
  header: boolean
}

function useTable({ file, head, format, delimiter, header }: TableWanted) {
  const { url, size, etag } = file
  return useOpened(
    `${url} ${etag} ${format} ${delimiter} ${header}`,
    (signal) =>
      TableClient.open(
        { url: new URL(url, location.href).href, size, etag, head, format, delimiter },
        { header },
        signal,
      ),
    (client) => client.close(),
  )
}

interface TableBodyProps {
  file: ViewerProps['file']
  opened: ReturnType<typeof useTable>
  toolbar?: ReactNode
  headerRows: number
}

function TableBody({ file, opened, toolbar, headerRows }: TableBodyProps) {
  if (opened.state === 'open')
    return <TableView key={opened.value.id} {...{ file, toolbar, headerRows }} client={opened.value} />
  return (
    <>
      <div className="flex min-h-11 shrink-0 items-center border-b px-gutter py-1.5">{toolbar}</div>
      {opened.state === 'failed' ? (
        <ErrorNote className="m-3" error={opened.error} onRetry={opened.retry} />
      ) : (
        <PreviewLoading shape="table" />
      )}
    </>
  )
}
