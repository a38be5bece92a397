import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { AppError } from '@/lib/errors'
import { checkFolder } from '@/lib/objects/check-folder'
import { checkFolderSchema, folderCheckSchema, targetSchema } from '@/lib/objects/schema'
import { testConnection } from '@/lib/objects/test-connection'
import { getUsage } from '@/lib/storage-settings/get-usage'
import { getUsageSchema, storageUsageSchema } from '@/lib/storage-settings/schema'
import { createRouter } from './create-router'
import { jsonResponse } from './json-response'

const testRoute = createRoute({
  method: 'get',
  path: '/test_connection',
  summary: 'Ask a storage whether it answers',
  request: { query: targetSchema },
  responses: jsonResponse(z.null(), 'It does'),
})

const usageRoute = createRoute({
  method: 'get',
  path: '/storage_usage',
  summary: 'Tell how many bytes the storages hold',
  request: { query: getUsageSchema },
  responses: jsonResponse(storageUsageSchema, 'What is known by now'),
})

const folderRoute = createRoute({
  method: 'get',
  path: '/check_s3_folder_exists',
  summary: 'Tell whether a key is an object or a folder',
  request: { query: checkFolderSchema },
  responses: jsonResponse(folderCheckSchema, 'What it is'),
})

/** Under `job_helpers`: questions to storages as a whole. */
export const storageCheckRoutes = createRouter()
  .openapi(testRoute, async (c) =>
    c.json(await testConnection(c.get('ctx'), c.req.valid('query'), c.req.raw.signal), 200),
  )
  .openapi(usageRoute, async (c) => c.json(await getUsage(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(folderRoute, async (c) =>
    c.json(await checkFolder(c.get('ctx'), c.req.valid('query'), c.req.raw.signal), 200),
  )

for (const path of ['/multipart_upload_s3_file', '/multipart_download_s3_file'])
  storageCheckRoutes.post(path, () => {
    throw new AppError('invalid', 'This client is too old for this server. Please upgrade windmill-client or wmill.')
  })
