import { AppError } from '@/lib/errors'
import type { Range, RangeReader } from './byte-ranges'
import type { ColumnChunk } from './column-chunk'
import { type PageSpan, readOffsetIndex, readPageHeader } from './pages'

/** Up to here a column chunk is read whole: splitting it would save less than the extra requests cost. */
export const WHOLE_CHUNK_BYTES = 4 * 1024 * 1024

/** All bytes of a column chunk, checked against the file. */
export function chunkRange(chunk: ColumnChunk, fileSize: number): Range {
  const { dictionaryPageOffset, dataPageOffset, compressedSize } = chunk
  const start = dictionaryPageOffset === null ? dataPageOffset : Math.min(dictionaryPageOffset, dataPageOffset)
  const end = start + compressedSize
  if (start < 4 || compressedSize < 0 || end > fileSize) {
    throw new AppError(
      'invalid',
      `The column "${chunk.path.join('.')}" points outside the file: the file is damaged or was cut off.`,
    )
  }
  return { start, end }
}

/** The pages of a chunk by the file's own index, null where the writer left none or the index contradicts the chunk. */
export async function indexedPages(
  chunk: ColumnChunk,
  {
    ranges,
    rowCount,
    fileSize,
    signal,
  }: { ranges: RangeReader; rowCount: number; fileSize: number; signal?: AbortSignal },
): Promise<PageSpan[] | null> {
  const { offsetIndex } = chunk
  if (!offsetIndex || offsetIndex.end > fileSize || offsetIndex.end - offsetIndex.start > WHOLE_CHUNK_BYTES) return null
  const [bytes = new Uint8Array(0)] = await ranges.read([offsetIndex], signal)
  const whole = chunkRange(chunk, fileSize)
  const pages = readOffsetIndex(bytes, rowCount)
  return pages.every(({ start, end }) => start >= whole.start && end <= whole.end) && pages[0]?.firstRow === 0
    ? pages
    : null
}

/** Checks every page before it is decoded, counts its values and says where the data begins after a dictionary. */
export function countValues(bytes: Uint8Array): { dataStart: number; valueCount: number } {
  let position = 0
  let dataStart = 0
  let valueCount = 0
  while (position < bytes.length) {
    const header = readPageHeader(bytes, position)
    position += header.headerBytes + header.compressedSize
    if (position > bytes.length) throw new AppError('invalid', 'A page of this parquet file is cut off.')
    if (header.kind === 'dictionary' && dataStart === 0) dataStart = position
    if (header.kind === 'data') valueCount += header.valueCount
  }
  return { dataStart, valueCount }
}
