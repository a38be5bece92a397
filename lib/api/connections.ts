import 'server-only'
import { createRoute, type z } from '@hono/zod-openapi'
import { getConnection } from '@/lib/connection-settings/get-connection'
import { renderDuckdb } from '@/lib/connection-settings/render-duckdb'
import { renderPolars } from '@/lib/connection-settings/render-polars'
import * as schemas from '@/lib/connection-settings/schema'
import { writeOut } from '@/lib/connection-settings/write-out'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'

const post = <S extends z.ZodType, R extends z.ZodType>(path: string, summary: string, sent: S, answered: R) =>
  createRoute({
    ...{ method: 'post', path, summary },
    request: jsonRequest(sent),
    responses: jsonResponse(answered, 'The settings'),
  })

const { connectionTargetSchema: target, writtenOutSchema: writtenOut } = schemas
const OF_STORAGE = 'of a storage through the S3 endpoint, or of a resource'

const resourceInfoRoute = post(
  '/v2/s3_resource_info',
  `Tell the connection ${OF_STORAGE}`,
  target,
  schemas.connectionSchema,
)
const polarsRoute = post('/v2/polars_connection_settings', `The same for Polars`, target, schemas.polarsSettingsSchema)
const duckdbRoute = post(
  '/v2/duckdb_connection_settings',
  'The same for DuckDB',
  target,
  schemas.duckdbBucketSettingsSchema,
)
const oldPolarsRoute = post(
  '/polars_connection_settings',
  'Write a resource out for s3fs',
  writtenOut,
  schemas.s3fsArgsSchema,
)
const oldDuckdbRoute = post(
  '/duckdb_connection_settings',
  'Write a resource out for DuckDB',
  writtenOut,
  schemas.duckdbSettingsSchema,
)

/** Under `job_helpers`: how scripts reach buckets with tools of their own. */
export const connectionRoutes = createRouter()
  .openapi(resourceInfoRoute, async (c) => c.json(await getConnection(c.get('ctx'), c.req.valid('json')), 200))
  .openapi(polarsRoute, async (c) => c.json(renderPolars(await getConnection(c.get('ctx'), c.req.valid('json'))), 200))
  .openapi(duckdbRoute, async (c) => {
    const connection = await getConnection(c.get('ctx'), c.req.valid('json'))
    return c.json({ connection_settings_str: renderDuckdb(connection), s3_bucket: connection.bucket }, 200)
  })
  .openapi(oldPolarsRoute, (c) => c.json(renderPolars(writeOut(c.req.valid('json'))).s3fs_args, 200))
  .openapi(oldDuckdbRoute, (c) => c.json({ connection_settings_str: renderDuckdb(writeOut(c.req.valid('json'))) }, 200))
