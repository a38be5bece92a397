import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { objectTargetSchema } from '@/lib/objects/schema'
import { parse } from '@/lib/parse'
import { countTableRows } from '@/lib/tables/count-table-rows'
import { exportCsv } from '@/lib/tables/export-csv'
import { loadFilePreview } from '@/lib/tables/load-file-preview'
import { loadTablePage } from '@/lib/tables/load-table-page'
import * as schemas from '@/lib/tables/schema'
import { createRouter, type Env } from './create-router'
import { jsonResponse } from './json-response'
import { keyInPath } from './request-target'
import { sendCsv } from './send-csv'

// The key is the rest of the path, slashes and all: it is read from the request line, and the router sees one word in its place.
const keyParams = z.object({ key: z.string() })

const parquetRoute = createRoute({
  method: 'get',
  path: '/load_parquet_preview/{key}',
  summary: 'Load one page of the rows of a parquet file',
  request: { params: keyParams, query: schemas.tablePageQuerySchema },
  responses: jsonResponse(schemas.tablePageSchema, 'Columns and rows'),
})

const csvRoute = createRoute({
  method: 'get',
  path: '/load_csv_preview/{key}',
  summary: 'Load one page of the rows of a CSV file',
  request: { params: keyParams, query: schemas.tablePageQuerySchema },
  responses: jsonResponse(schemas.tablePageSchema, 'Columns and rows'),
})

const countRoute = createRoute({
  method: 'get',
  path: '/load_table_count/{key}',
  summary: 'Count the rows of a parquet or CSV file',
  request: { params: keyParams, query: schemas.tableSearchSchema },
  responses: jsonResponse(schemas.tableCountSchema, 'Rows'),
})

const previewRoute = createRoute({
  method: 'get',
  path: '/load_file_preview',
  summary: 'Load the beginning of a file as text',
  request: { query: schemas.filePreviewQuerySchema },
  responses: jsonResponse(schemas.filePreviewSchema, 'Text, or why there is none'),
})

const exportRoute = createRoute({
  method: 'get',
  path: '/download_s3_parquet_file_as_csv',
  summary: 'Download a parquet file as CSV',
  request: { query: objectTargetSchema },
  responses: { 200: { description: 'CSV with a header, nested values as JSON' } },
})

/** What `job_helpers/*` reads of tables, by the query engine. */
export const tableRoutes = createRouter()
  .openapi(parquetRoute, async (c) => {
    const target = targetInPath(c)
    const input = { ...c.req.valid('query'), ...target, format: 'parquet' as const }
    return c.json(await loadTablePage(c.get('ctx'), input, c.req.raw.signal), 200)
  })
  .openapi(csvRoute, async (c) => {
    const target = targetInPath(c)
    const input = { ...c.req.valid('query'), ...target, format: 'csv' as const }
    return c.json(await loadTablePage(c.get('ctx'), input, c.req.raw.signal), 200)
  })
  .openapi(countRoute, async (c) => {
    const input = { ...c.req.valid('query'), ...targetInPath(c) }
    return c.json(await countTableRows(c.get('ctx'), input, c.req.raw.signal), 200)
  })
  .openapi(previewRoute, async (c) =>
    c.json(await loadFilePreview(c.get('ctx'), c.req.valid('query'), c.req.raw.signal), 200),
  )
  .openapi(exportRoute, async (c) => {
    const target = c.req.valid('query')
    return sendCsv(c, target.file_key, await exportCsv(c.get('ctx'), target, c.req.raw.signal))
  })

/** What a request with its key in the path means. */
function targetInPath(c: HonoContext<Env>) {
  return parse(objectTargetSchema, { ...c.req.query(), file_key: keyInPath(c.env.incoming) })
}
