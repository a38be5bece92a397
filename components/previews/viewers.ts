import dynamic from 'next/dynamic'
import { type ComponentType, createElement } from 'react'
import type { PreviewKind } from '@/lib/previews/preview'
import { EmptyPreview } from './empty-preview'
import { ParquetWaiting } from './parquet-waiting'
import { PreviewLoading } from './preview-loading'
import type { ViewerProps } from './viewer-props'

type Viewer = ComponentType<ViewerProps>

const later = (load: () => Promise<Viewer>, Waiting: ComponentType = PreviewLoading) =>
  dynamic(load, { loading: () => createElement(Waiting), ssr: false })

/** The viewer of every kind. What is heavy arrives when it is first needed. */
export const viewers: Record<PreviewKind, Viewer> = {
  empty: EmptyPreview,
  text: later(async () => (await import('./text-preview')).TextPreview),
  json: later(async () => (await import('./json-preview')).JsonPreview),
  ndjson: later(async () => (await import('./table-preview')).NdjsonPreview),
  csv: later(async () => (await import('./table-preview')).CsvPreview),
  parquet: later(async () => (await import('./parquet-preview')).ParquetPreview, ParquetWaiting),
  image: later(async () => (await import('./image-preview')).ImagePreview),
  pdf: later(async () => (await import('./pdf-preview')).PdfPreview),
  audio: later(async () => (await import('./media-preview')).AudioPreview),
  video: later(async () => (await import('./media-preview')).VideoPreview),
  none: later(async () => (await import('./hex-preview')).HexPreview),
}

/** Whether a kind has several views, and so draws the row of tabs itself. */
export const hasOwnTabs = (kind: PreviewKind) => kind === 'parquet'
