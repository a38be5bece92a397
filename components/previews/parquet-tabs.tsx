'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { formatBytes } from '@/components/ui/format-bytes'
import { CostlyRead } from '@/lib/previews/parquet/costly-read'
import type { ParquetClient } from '@/lib/previews/parquet/parquet-client'
import type { PreviewFile } from '@/lib/previews/preview'
import { GoToRow } from './go-to-row'
import { GridView } from './grid-view'
import { ParquetGroups } from './parquet-groups'
import { ParquetSchema } from './parquet-schema'
import { PARQUET_TABS } from './parquet-waiting'
import type { GridPlace } from './place-after-key'
import { PreviewFoot } from './preview-foot'
import { PreviewNotice } from './preview-notice'
import { PreviewTabs } from './preview-tabs'
import { useGridVersion } from './use-grid-version'

interface ParquetProps {
  file: PreviewFile
  client: ParquetClient
}

/** The three views of an open parquet file, each with what they cost together. */
export function ParquetTabs({ file, client }: ParquetProps) {
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 })
  const { rowCount } = client.summary
  const contents: Record<(typeof PARQUET_TABS)[number]['value'], ReactNode> = {
    rows: <ParquetRows {...{ file, client, active }} onActive={setActive} />,
    schema: <ParquetSchema summary={client.summary} />,
    groups: <ParquetGroups client={client} cacheKey={`${file.url} ${file.etag}`} />,
  }
  const goToRow = <GoToRow rowCount={rowCount} size="sm" onRow={(row) => setActive({ row, column: active.column })} />
  const tabs = PARQUET_TABS.map(({ value, label }) => ({
    value,
    label,
    end: value === 'rows' && rowCount > 0 ? goToRow : null,
    content: (
      <>
        {contents[value]}
        <ParquetFoot {...{ file, client }} />
      </>
    ),
  }))
  return <PreviewTabs tabs={tabs} />
}

interface ParquetRowsProps extends ParquetProps {
  active: GridPlace
  onActive: (place: GridPlace) => void
}

function ParquetRows({ file, client, active, onActive }: ParquetRowsProps) {
  const { rowCount, columns } = client.summary
  if (rowCount === 0)
    return <p className="flex-1 p-gutter text-text-2">This file has {countOf(columns.length, 'column')} and no rows.</p>
  return (
    <GridView
      {...{ active, onActive }}
      label={file.name}
      source={client.rows}
      cacheKey={`${file.url} ${file.etag}`}
      drawProblem={(problem) => (problem instanceof CostlyRead ? <Costly {...{ client, problem }} /> : null)}
    />
  )
}

function Costly({ client, problem }: { client: ParquetClient; problem: CostlyRead }) {
  const read = (
    <Button size="sm" onClick={() => client.allow(problem)}>
      Read {formatBytes(problem.bytes)}
    </Button>
  )
  return <PreviewNotice action={read}>{problem.message}</PreviewNotice>
}

function ParquetFoot({ file, client }: ParquetProps) {
  useGridVersion(client.rows)
  const { rowCount, groupCount, columns } = client.summary
  return (
    <PreviewFoot stats={client.stats} total={file.size}>
      <span>{countOf(rowCount, 'row')}</span>
      <span>{countOf(columns.length, 'column')}</span>
      <span>{countOf(groupCount, 'row group')}</span>
    </PreviewFoot>
  )
}
