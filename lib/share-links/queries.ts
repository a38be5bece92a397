import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { getJson } from '@/lib/http/get-json'
import { shareLinkSchema } from './schema'

const listSchema = z.array(shareLinkSchema)

export const shareLinkQueries = {
  all: (workspace: string) => ['share-links', workspace] as const,
  /** Links of one file, or without one all that the person may see. */
  list: (workspace: string, file?: { storage: string; key: string }) =>
    queryOptions({
      queryKey: [...shareLinkQueries.all(workspace), 'list', file ?? null] as const,
      queryFn: ({ signal }) =>
        getJson(`/api/w/${workspace}/share_links/list`, { query: file, schema: listSchema, signal }),
    }),
}
