'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatBytes, formatCount } from '@/components/ui/format-bytes'
import { Tabs } from '@/components/ui/tabs'
import { CostlyRead } from '@/lib/previews/parquet/costly-read'
import type { ParquetClient } from '@/lib/previews/parquet/parquet-client'
import type { PreviewFile } from '@/lib/previews/preview'
import { GoToRow } from './go-to-row'
import type { GridPlace } from './grid-keys'
import { GridView } from './grid-view'
import { ParquetGroups } from './parquet-groups'
import { ParquetSchema } from './parquet-schema'
import { PreviewFoot } from './preview-foot'
import { PreviewNotice } from './preview-notice'
import { useGridVersion } from './use-grid-version'

/** The three views of an open parquet file and what they cost. */
export function ParquetTabs({ file, client }: { file: PreviewFile; client: ParquetClient }) {
  const { summary } = client
  return (
    <>
      <Tabs
        label="Views of the file"
        className="min-h-0 flex-1"
        contentClassName="flex flex-col overflow-hidden"
        tabs={[
          { value: 'rows', label: 'Rows', content: <ParquetRows file={file} client={client} /> },
          { value: 'schema', label: 'Schema', content: <ParquetSchema summary={summary} /> },
          {
            value: 'groups',
            label: 'Row groups',
            content: <ParquetGroups client={client} cacheKey={`${file.url} ${file.etag}`} />,
          },
        ]}
      />
      <ParquetFoot file={file} client={client} />
    </>
  )
}

function ParquetRows({ file, client }: { file: PreviewFile; client: ParquetClient }) {
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 })
  const { rowCount } = client.summary
  if (rowCount === 0)
    return (
      <p className="p-gutter text-text-2">
        This file has {formatCount(client.summary.columns.length)} columns and no rows.
      </p>
    )
  return (
    <>
      <div className="flex shrink-0 items-center border-b px-gutter py-1.5">
        <GoToRow rowCount={rowCount} onRow={(row) => setActive({ row, column: active.column })} />
      </div>
      <GridView
        label={file.name}
        source={client.rows}
        cacheKey={`${file.url} ${file.etag}`}
        active={active}
        onActive={setActive}
        drawProblem={(problem) =>
          problem instanceof CostlyRead ? (
            <PreviewNotice
              action={
                <Button size="sm" onClick={() => client.allow(problem)}>
                  Read {formatBytes(problem.bytes)}
                </Button>
              }
            >
              {problem.message}
            </PreviewNotice>
          ) : null
        }
      />
    </>
  )
}

function ParquetFoot({ file, client }: { file: PreviewFile; client: ParquetClient }) {
  useGridVersion(client.rows)
  const { rowCount, groupCount, columns } = client.summary
  return (
    <PreviewFoot stats={client.stats} total={file.size}>
      <span>
        {formatCount(rowCount)} {rowCount === 1 ? 'row' : 'rows'}
      </span>
      <span>
        {formatCount(columns.length)} {columns.length === 1 ? 'column' : 'columns'}
      </span>
      <span>
        {formatCount(groupCount)} row {groupCount === 1 ? 'group' : 'groups'}
      </span>
    </PreviewFoot>
  )
}
