import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { copyObject } from '@/lib/objects/copy-object'
import { countObjects } from '@/lib/objects/count-objects'
import { deleteObject } from '@/lib/objects/delete-object'
import { getMetadata } from '@/lib/objects/get-metadata'
import { listFlat } from '@/lib/objects/list-flat'
import { listLevel } from '@/lib/objects/list-level'
import { moveObject } from '@/lib/objects/move-object'
import * as schemas from '@/lib/objects/schema'
import { signDownload } from '@/lib/objects/sign-download'
import { listFileRuns } from '@/lib/run-files/list-run-files'
import { fileRunSchema } from '@/lib/run-files/schema'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { objectByteRoutes } from './object-bytes'
import { quickJson } from './quick-json'

const listLevelRoute = createRoute({
  method: 'get',
  path: '/list_stored_files_paged',
  summary: 'List one folder level',
  request: { query: schemas.listLevelSchema },
  responses: jsonResponse(schemas.levelPageSchema, 'Folders and files of one page'),
})

const listFlatRoute = createRoute({
  method: 'get',
  path: '/list_stored_files',
  summary: 'List all keys under a prefix',
  request: { query: schemas.listFlatSchema },
  responses: jsonResponse(schemas.flatPageSchema, 'Keys of one page'),
})

const metadataRoute = createRoute({
  method: 'get',
  path: '/load_file_metadata',
  summary: 'Tell what is known about an object',
  request: { query: schemas.objectTargetSchema },
  responses: jsonResponse(schemas.metadataSchema, 'Size, type, dates and metadata'),
})

const fileRunsRoute = createRoute({
  method: 'get',
  path: '/file_runs',
  summary: 'List the jobs that were seen to use an object',
  request: { query: schemas.objectTargetSchema },
  responses: jsonResponse(z.array(fileRunSchema), 'Those that the caller may see, the latest first'),
})

const signDownloadRoute = createRoute({
  method: 'get',
  path: '/sign_download',
  summary: 'Get a URL for saving an object straight from the store',
  request: { query: schemas.objectTargetSchema },
  responses: jsonResponse(
    schemas.signedDownloadSchema,
    'A URL that ends after minutes; null where it goes through here',
  ),
})

const countRoute = createRoute({
  method: 'get',
  path: '/count_stored_files',
  summary: 'Count objects and bytes under a prefix',
  request: { query: schemas.countObjectsSchema },
  responses: jsonResponse(schemas.objectCountSchema, 'Counted up to next_page_token'),
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/delete_s3_file',
  summary: 'Delete an object',
  request: { query: schemas.objectTargetSchema },
  responses: jsonResponse(z.null(), 'Deleted, or not there'),
})

const moveRoute = createRoute({
  method: 'get',
  path: '/move_s3_file',
  summary: 'Move an object within its storage',
  request: { query: schemas.moveObjectSchema },
  responses: jsonResponse(z.null(), 'Moved'),
})

const copyRoute = createRoute({
  method: 'post',
  path: '/copy_s3_file',
  summary: 'Copy an object within a storage or to another one',
  request: jsonRequest(schemas.copyObjectSchema),
  responses: jsonResponse(z.object({ file_key: z.string() }), 'The key of the copy'),
})

/** What `job_helpers/*` does with objects: the names and shapes are those of the published clients. */
export const objectRoutes = createRouter()
  .openapi(listLevelRoute, async (c) =>
    quickJson(await listLevel(c.get('ctx'), c.req.valid('query'), c.req.raw.signal)),
  )
  .openapi(listFlatRoute, async (c) => quickJson(await listFlat(c.get('ctx'), c.req.valid('query'), c.req.raw.signal)))
  .openapi(metadataRoute, async (c) =>
    quickJson(await getMetadata(c.get('ctx'), c.req.valid('query'), c.req.raw.signal)),
  )
  .openapi(countRoute, async (c) => quickJson(await countObjects(c.get('ctx'), c.req.valid('query'), c.req.raw.signal)))
  .openapi(fileRunsRoute, async (c) => c.json(await listFileRuns(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(signDownloadRoute, async (c) => c.json(await signDownload(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(deleteRoute, async (c) => c.json(await deleteObject(c.get('ctx'), c.req.valid('query'))))
  .openapi(moveRoute, async (c) => c.json(await moveObject(c.get('ctx'), c.req.valid('query'))))
  .openapi(copyRoute, async (c) => c.json(await copyObject(c.get('ctx'), c.req.valid('json'), c.req.raw.signal), 200))
  .route('/', objectByteRoutes)
