import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { getScriptSettings } from '@/lib/script-settings/get-script-settings'
import { saveScriptSettings } from '@/lib/script-settings/save-script-settings'
import { scriptSettingsSchema } from '@/lib/script-settings/schema'
import { editLargeFileStorage } from '@/lib/storage-settings/edit-large-file-storage'
import { getLargeFileStorage } from '@/lib/storage-settings/get-large-file-storage'
import { listStorageNames } from '@/lib/storage-settings/list-storages'
import { listStorageNamesSchema } from '@/lib/storage-settings/schema'
import { editLargeFileStorageSchema, largeFileStorageSchema } from '@/lib/storage-settings/wire'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const storageNamesRoute = createRoute({
  method: 'get',
  path: '/get_secondary_storage_names',
  summary: 'List the names of the storages',
  request: { query: listStorageNamesSchema },
  responses: jsonResponse(z.array(z.string()), 'Names'),
})

const settingsSchema = z.object({
  workspace_id: z.string(),
  /** Absent where the workspace has no storage. */
  large_file_storage: largeFileStorageSchema.optional(),
})
const publicSettingsSchema = settingsSchema.extend({
  guest_access_enabled: z.boolean(),
  add_admins_and_developers_to_forks: z.boolean(),
})

const settingsRoute = createRoute({
  method: 'get',
  path: '/get_settings',
  summary: 'Tell the settings of the workspace',
  responses: jsonResponse(settingsSchema, 'The settings'),
})

const publicSettingsRoute = createRoute({
  method: 'get',
  path: '/get_public_settings',
  summary: 'Tell what members may know of the settings',
  responses: jsonResponse(publicSettingsSchema, 'The settings, without rules and what the member may not see'),
})

const editStorageRoute = createRoute({
  method: 'post',
  path: '/edit_large_file_storage_config',
  summary: 'Replace the storages of the workspace',
  request: jsonRequest(editLargeFileStorageSchema),
  responses: textResponse('Saved'),
})

const scriptSettingsRoute = createRoute({
  method: 'get',
  path: '/get_script_settings',
  summary: 'Tell which packages and hosts scripts may ask for',
  responses: jsonResponse(scriptSettingsSchema, 'Names of packages, and hosts'),
})

const editScriptSettingsRoute = createRoute({
  method: 'post',
  path: '/edit_script_settings',
  summary: 'Decide which packages and hosts scripts may ask for',
  request: jsonRequest(scriptSettingsSchema),
  responses: jsonResponse(scriptSettingsSchema, 'As they are kept'),
})

/** The storages of a workspace and its settings: the names and shapes are those of the published clients. */
export const storageRoutes = createRouter()
  .openapi(storageNamesRoute, async (c) => c.json(await listStorageNames(c.get('ctx'), c.req.valid('query')), 200))
  .openapi(settingsRoute, async (c) => {
    const ctx = c.get('ctx')
    return c.json({ workspace_id: ctx.workspace.id, large_file_storage: await getLargeFileStorage(ctx) }, 200)
  })
  .openapi(publicSettingsRoute, async (c) => {
    const ctx = c.get('ctx')
    const storages = { workspace_id: ctx.workspace.id, large_file_storage: await getLargeFileStorage(ctx) }
    return c.json({ ...storages, guest_access_enabled: false, add_admins_and_developers_to_forks: false }, 200)
  })
  .openapi(editStorageRoute, async (c) => {
    const ctx = c.get('ctx')
    await editLargeFileStorage(ctx, c.req.valid('json'))
    return c.text(`edited the storages of ${ctx.workspace.id}`, 200)
  })
  .openapi(scriptSettingsRoute, async (c) => c.json(await getScriptSettings(c.get('ctx')), 200))
  .openapi(editScriptSettingsRoute, async (c) =>
    c.json(await saveScriptSettings(c.get('ctx'), c.req.valid('json')), 200),
  )
