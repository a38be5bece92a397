import { AppError } from '@/lib/errors'
import type { ByteSource, ReadStats } from '@/lib/previews/byte-source'
import type { Decode } from './arrow-decoder'
import { type GroupSummary, type ParquetSummary, summarise, summariseGroup } from './describe-parquet'
import { type ColumnText, openParquet, type ParquetReader, type RowsWanted } from './parquet-reader'

export interface RemoteFile {
  url: string
  size: number
  etag: string | null
  /** The first bytes, where the page has read them already. */
  head?: Uint8Array
}

/** What a parquet worker answers. Every answer carries what has been read so far. */
export type ParquetHandlers = {
  open(file: RemoteFile, signal: AbortSignal): Promise<{ summary: ParquetSummary; stats: ReadStats }>
  read(wanted: RowsWanted, signal: AbortSignal): Promise<{ columns: ColumnText[]; stats: ReadStats }>
  cell(place: { row: number; column: number }, signal: AbortSignal): Promise<{ text: string | null; stats: ReadStats }>
  groups(range: { start: number; end: number }): GroupSummary[]
}

/** The handlers over any source and decoder: the worker's are HTTP and WebAssembly. */
export function parquetHandlers(
  openSource: (file: RemoteFile) => ByteSource,
  startDecoder: () => Promise<Decode>,
): ParquetHandlers {
  let reader: ParquetReader | null = null
  const opened = () => {
    if (!reader) throw new AppError('conflict', 'The file is not open yet.')
    return reader
  }
  return {
    async open(file, signal) {
      const decoder = startDecoder()
      // Waited for only once the footer is good: until then its failure is nobody's.
      decoder.catch(() => undefined)
      reader = await openParquet(openSource(file), decoder, signal)
      return { summary: summarise(reader.footer), stats: { ...reader.source.stats } }
    },
    async read(wanted, signal) {
      const columns = await opened().read(wanted, signal)
      return { columns, stats: { ...opened().source.stats } }
    },
    async cell({ row, column }, signal) {
      const text = await opened().cell(row, column, signal)
      return { text, stats: { ...opened().source.stats } }
    },
    groups: ({ start, end }) =>
      Array.from({ length: Math.min(end, opened().footer.groupCount) - start }, (_, i) =>
        summariseGroup(opened(), start + i),
      ),
  }
}
