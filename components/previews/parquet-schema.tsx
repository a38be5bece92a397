'use client'

import { formatBytes } from '@/components/ui/format-bytes'
import type { ParquetSummary } from '@/lib/previews/parquet/describe-parquet'

/** Every column with its types and whether it can be null; groups as a tree. */
export function ParquetSchema({ summary }: { summary: ParquetSummary }) {
  const { schema, createdBy, metadata, footerBytes } = summary
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-panel">
      <table className="w-full border-collapse text-left">
        <thead className="sticky top-0 bg-sunken text-sm text-text-2">
          <tr className="h-grid-row">
            <th className="px-gutter font-medium">Column</th>
            <th className="px-2 font-medium">Type</th>
            <th className="px-2 font-medium max-md:hidden">Stored as</th>
            <th className="px-2 pr-gutter font-medium">Null</th>
          </tr>
        </thead>
        <tbody className="font-mono text-sm">
          {schema.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes and names may repeat.
            <tr key={index} className="h-grid-row border-line/70 border-b">
              <td className="px-gutter" style={{ paddingLeft: 14 + row.depth * 18 }}>
                {row.name}
              </td>
              <td className="max-w-80 truncate px-2 text-text-2" title={row.type}>
                {row.type}
              </td>
              <td className="px-2 text-text-3 max-md:hidden">{row.physical ?? 'group'}</td>
              <td className="px-2 pr-gutter text-text-2">{row.nullable ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 p-gutter text-sm">
        <dt className="text-text-2">Written by</dt>
        <dd>{createdBy ?? 'not said'}</dd>
        <dt className="text-text-2">Footer</dt>
        <dd>{formatBytes(footerBytes)}</dd>
        {metadata.map(({ key, value }) => (
          <div key={key} className="contents">
            <dt className="text-text-2">{key}</dt>
            <dd className="line-clamp-3 font-mono [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
