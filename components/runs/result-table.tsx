'use client'

import { readFileValue } from '@/components/scripts/file-value'
import { isObject } from '@/components/scripts/start-args'
import { countOf } from '@/components/ui/count-of'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { FileLink } from './file-link'
import { ScrollBlock } from './scroll-block'

const MAX_ROWS = 200

type ResultTableProps = { workspace: string; columns: string[]; rows: Record<string, unknown>[] }

/** A list of objects as a table: its first rows. */
export function ResultTable({ workspace, columns, rows }: ResultTableProps) {
  return (
    <div className="min-w-0 rounded-md border">
      <ScrollBlock label="Rows of the result" className="rounded-b-none border-0">
        <Table aria-label="Result">
          <thead>
            <Tr>
              {columns.map((column) => (
                <Th key={column}>{column}</Th>
              ))}
            </Tr>
          </thead>
          <tbody>
            {rows.slice(0, MAX_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <Tr key={index}>
                {columns.map((column) => (
                  <Td key={column} className="max-w-80 truncate font-mono text-sm">
                    <Cell workspace={workspace} value={row[column]} />
                  </Td>
                ))}
              </Tr>
            ))}
          </tbody>
        </Table>
      </ScrollBlock>
      <p className="border-t px-gutter py-1.5 text-sm text-text-2">
        {rows.length > MAX_ROWS
          ? `The first ${MAX_ROWS} of ${countOf(rows.length, 'row')}`
          : countOf(rows.length, 'row')}
      </p>
    </div>
  )
}

function Cell({ workspace, value }: { workspace: string; value: unknown }) {
  const file = isObject(value) || typeof value === 'string' ? readFileValue(value) : null
  if (file) return <FileLink workspace={workspace} file={file} />
  if (value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
