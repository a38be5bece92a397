'use client'

import { ErrorNote } from '@/components/ui/error-note'
import { ParquetClient } from '@/lib/previews/parquet/parquet-client'
import { ParquetTabs } from './parquet-tabs'
import { ParquetWaiting } from './parquet-waiting'
import { useOpened } from './use-opened'
import type { ViewerProps } from './viewer-props'

/** A parquet file: rows, schema and row groups, read by range in a worker. */
export function ParquetPreview({ file, head }: ViewerProps) {
  const { url, size, etag } = file
  const remote = { url: new URL(url, location.href).href, size, etag, head }
  const opened = useOpened(
    `${url} ${etag}`,
    (signal) => ParquetClient.open(remote, signal),
    (client) => client.close(),
  )
  if (opened.state === 'opening') return <ParquetWaiting />
  if (opened.state === 'failed')
    return (
      <ParquetWaiting>
        <ErrorNote className="m-3" error={opened.error} onRetry={opened.retry} />
      </ParquetWaiting>
    )
  return <ParquetTabs file={file} client={opened.value} />
}
