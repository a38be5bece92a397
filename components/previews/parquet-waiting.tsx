import type { ReactNode } from 'react'
import { PreviewLoading } from './preview-loading'
import { PreviewTabs } from './preview-tabs'

export const PARQUET_TABS = [
  { value: 'rows', label: 'Rows' },
  { value: 'schema', label: 'Schema' },
  { value: 'groups', label: 'Row groups' },
] as const

/** The tabs of a parquet file that is not open: it loads, or what went wrong. */
export function ParquetWaiting({ children }: { children?: ReactNode }) {
  const content = children ?? <PreviewLoading shape="table" />
  return <PreviewTabs tabs={PARQUET_TABS.map((tab) => ({ ...tab, content }))} />
}
