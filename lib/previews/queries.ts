import { queryOptions } from '@tanstack/react-query'
import { httpByteSource } from './http-byte-source'
import type { PreviewFile } from './preview'
import { choosePreview } from './registry'
import { SNIFF_BYTES } from './sniff'

/** A version of a file, once known, never changes. */
const version = ({ url, etag, size }: PreviewFile) => [url, etag, size] as const

export const previewQueries = {
  all: () => ['previews'] as const,
  choice: (file: PreviewFile) =>
    queryOptions({
      queryKey: [...previewQueries.all(), 'choice', ...version(file), file.name] as const,
      queryFn: async ({ signal }) => {
        const source = httpByteSource(file)
        const head = await source.slice(0, Math.min(SNIFF_BYTES, file.size), signal)
        return { ...choosePreview(file, head), cost: source.stats }
      },
      staleTime: Number.POSITIVE_INFINITY,
    }),
  head: (file: PreviewFile, bytes: number) =>
    queryOptions({
      queryKey: [...previewQueries.all(), 'head', ...version(file), bytes] as const,
      queryFn: ({ signal }) => head(file, bytes, signal),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

const head = (file: PreviewFile, bytes: number, signal: AbortSignal) =>
  httpByteSource(file).slice(0, Math.min(bytes, file.size), signal)
