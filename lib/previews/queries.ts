import { queryOptions } from '@tanstack/react-query'
import { httpByteSource } from './http-byte-source'
import type { PreviewFile } from './preview'
import { choosePreview } from './registry'
import { SNIFF_BYTES } from './sniff'

/** A file up to this size is read whole at the first look, so that its viewer has nothing left to ask for. */
const WHOLE_BYTES = 64 * 1024

/** A version of a file, once known, never changes. */
const version = ({ url, etag, size }: PreviewFile) => [url, etag, size] as const

export const previewQueries = {
  all: () => ['previews'] as const,
  /** How to show a file, with the bytes that told it and what they cost. */
  choice: (file: PreviewFile) =>
    queryOptions({
      queryKey: [...previewQueries.all(), 'choice', ...version(file), file.name] as const,
      queryFn: async ({ signal }) => {
        const source = httpByteSource(file)
        const head = await source.slice(0, file.size <= WHOLE_BYTES ? file.size : SNIFF_BYTES, signal)
        return { ...choosePreview(file, head), head, cost: source.stats }
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** All bytes of a file that is small enough for that. */
  whole: (file: PreviewFile, head: Uint8Array) =>
    queryOptions({
      queryKey: [...previewQueries.all(), 'whole', ...version(file)] as const,
      queryFn: async ({ signal }) => {
        const source = httpByteSource({ ...file, head })
        return { bytes: await source.slice(0, file.size, signal), cost: source.stats }
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
}
