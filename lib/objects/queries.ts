import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { getJson, withQuery } from '@/lib/http/get-json'
import { FIRST_PAGE_KEYS, levelPageSchema, MAX_PAGE_KEYS, metadataSchema, objectCountSchema } from './schema'

type Place = { storage: string; prefix: string }
type Address = { storage: string; key: string }

const route = (workspace: string, name: string) => `/api/w/${encodeURIComponent(workspace)}/job_helpers/${name}`

/** Pages follow by their tokens; the first has none. */
const firstPage = (): string | null => null

export const objectQueries = {
  all: (workspace: string) => ['objects', workspace] as const,
  level: (workspace: string, input: Place & { search: string }) =>
    infiniteQueryOptions({
      queryKey: [...objectQueries.all(workspace), 'level', input] as const,
      initialPageParam: firstPage(),
      queryFn: ({ signal, pageParam }) =>
        getJson(route(workspace, 'list_stored_files_paged'), {
          query: { ...input, max_keys: pageParam === null ? FIRST_PAGE_KEYS : MAX_PAGE_KEYS, page_token: pageParam },
          schema: levelPageSchema,
          signal,
        }),
      getNextPageParam: (last) => last.next_page_token,
      // Comparing 100,000 rows with their successors one by one would hold up the page for nothing.
      structuralSharing: false,
    }),
  metadata: (workspace: string, { storage, key }: Address) =>
    queryOptions({
      queryKey: [...objectQueries.all(workspace), 'metadata', storage, key] as const,
      queryFn: ({ signal }) =>
        getJson(route(workspace, 'load_file_metadata'), {
          query: { file_key: key, storage },
          schema: metadataSchema,
          signal,
        }),
    }),
  /** What lies under some prefixes, counted up to a bound: asked anew each time, since a deletion depends on it. */
  countAll: (workspace: string, { storage, prefixes }: { storage: string; prefixes: string[] }) =>
    queryOptions({
      queryKey: [...objectQueries.all(workspace), 'count', storage, prefixes] as const,
      queryFn: ({ signal }) => countAll({ workspace, storage, prefixes, signal }),
      enabled: prefixes.length > 0,
      staleTime: 0,
      gcTime: 0,
    }),
}

// A hundred thousand objects: beyond that, nobody's decision hangs on the exact number.
const MAX_COUNT_REQUESTS = 10

type Counting = { workspace: string; storage: string; prefixes: string[]; signal: AbortSignal }

async function countAll({ workspace, storage, prefixes, signal }: Counting) {
  const total = { count: 0, bytes: 0, complete: true }
  let requests = 0
  for (const prefix of prefixes) {
    let page_token: string | null = null
    do {
      if (requests++ >= MAX_COUNT_REQUESTS) return { ...total, complete: false }
      const query: Record<string, string | null> = { storage, prefix, page_token }
      const counted = await getJson(route(workspace, 'count_stored_files'), {
        query,
        schema: objectCountSchema,
        signal,
      })
      total.count += counted.count
      total.bytes += counted.bytes
      page_token = counted.next_page_token
    } while (page_token !== null)
  }
  return total
}

/** Where a form posts the files and folders that it wants as one archive. */
export function zipUrl(workspace: string): string {
  return `/api/w/${encodeURIComponent(workspace)}/job_helpers/download_files_as_zip`
}

/** Where the bytes of an object are: by Range, as an attachment. */
export function contentUrl(workspace: string, { storage, key }: Address): string {
  return withQuery(route(workspace, 'download_s3_file'), { file_key: key, storage })
}

/** The same, inline when the content is a harmless image, audio, video or PDF by our own sniffing. */
export function inlineUrl(workspace: string, { storage, key }: Address): string {
  return withQuery(route(workspace, 'load_image_preview'), { file_key: key, storage })
}

/** Where URLs for saving an object straight from the store are asked for. */
export function signDownloadUrl(workspace: string): string {
  return route(workspace, 'sign_download')
}

/** A route of uploads in parts, with its query if it has one. */
export function directUploadUrl(workspace: string, name: string): string {
  return route(workspace, `multipart_upload/${name}`)
}

/** Where a body is posted to become an object. */
export function uploadUrl(workspace: string, input: Address & { contentType: string; overwrite: boolean }): string {
  const { storage, key, contentType, overwrite } = input
  return withQuery(route(workspace, 'upload_s3_file'), { file_key: key, storage, content_type: contentType, overwrite })
}
