import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { changeAccess, removeOwner } from '@/lib/folders/change-access'
import { createFolder } from '@/lib/folders/create-folder'
import { deleteFolder } from '@/lib/folders/delete-folder'
import { folderExists } from '@/lib/folders/folder-exists'
import { getFolder, listFolders } from '@/lib/folders/list-folders'
import { updateFolder } from '@/lib/folders/update-folder'
import * as wire from '@/lib/folders/wire'
import { pageOf, pageSchema } from '@/lib/http/page'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const nameParams = z.object({ name: z.string() })

const createFolderRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Make a folder that its maker owns',
  request: jsonRequest(wire.newFolderSchema),
  responses: textResponse('Its name', 201),
})

const updateFolderRoute = createRoute({
  method: 'post',
  path: '/update/{name}',
  summary: 'Change what a folder is called and who may do what in it; what is left out stays',
  request: { params: nameParams, ...jsonRequest(wire.editFolderSchema) },
  responses: textResponse('Changed'),
})

const deleteFolderRoute = createRoute({
  method: 'delete',
  path: '/delete/{name}',
  summary: 'Delete an empty folder',
  request: { params: nameParams },
  responses: textResponse('Deleted'),
})

const getFolderRoute = createRoute({
  method: 'get',
  path: '/get/{name}',
  summary: 'Describe a folder',
  request: { params: nameParams },
  responses: jsonResponse(wire.wireFolderSchema, 'The folder, and who may do what in it'),
})

const existsRoute = createRoute({
  method: 'get',
  path: '/exists/{name}',
  summary: 'Tell whether there is a folder of this name',
  request: { params: nameParams },
  responses: jsonResponse(z.boolean(), 'Whether'),
})

const listFoldersRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List the folders that the user may read',
  request: { query: pageSchema },
  responses: jsonResponse(z.array(wire.wireFolderSchema), 'The folders'),
})

const addOwnerRoute = createRoute({
  method: 'post',
  path: '/addowner/{name}',
  summary: 'Make somebody an owner of a folder',
  request: { params: nameParams, ...jsonRequest(wire.addOwnerSchema) },
  responses: textResponse('Done'),
})

const removeOwnerRoute = createRoute({
  method: 'post',
  path: '/removeowner/{name}',
  summary:
    'Make somebody an owner no more; they may go on reading, and changing what lies in it unless that is refused',
  request: { params: nameParams, ...jsonRequest(wire.removeOwnerSchema) },
  responses: textResponse('Done'),
})

/** Under `/api/w/:workspace/folders`. */
export const folderRoutes = createRouter()
  .openapi(createFolderRoute, async (c) =>
    c.text((await createFolder(c.get('ctx'), wire.toNewFolder(c.req.valid('json')))).name, 201),
  )
  .openapi(updateFolderRoute, async (c) => {
    const { name } = c.req.valid('param')
    const folder = await getFolder(c.get('ctx'), { name })
    await updateFolder(c.get('ctx'), wire.toFolderChange(folder, c.req.valid('json')))
    return c.text(`updated folder ${name}`, 200)
  })
  .openapi(deleteFolderRoute, async (c) => {
    const { name } = c.req.valid('param')
    await deleteFolder(c.get('ctx'), { name })
    return c.text(`deleted folder ${name}`, 200)
  })
  .openapi(getFolderRoute, async (c) =>
    c.json(wire.describeFolder(await getFolder(c.get('ctx'), c.req.valid('param'))), 200),
  )
  .openapi(existsRoute, async (c) =>
    c.json(await folderExists(c.get('ctx').workspace.id, c.req.valid('param').name), 200),
  )
  .openapi(listFoldersRoute, async (c) =>
    c.json(pageOf(await listFolders(c.get('ctx')), c.req.valid('query')).map(wire.describeFolder), 200),
  )
  .openapi(addOwnerRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { owner: subject } = c.req.valid('json')
    await changeAccess(c.get('ctx'), { name, subject, access: 'owner' })
    return c.text(`${subject} owns folder ${name}`, 200)
  })
  .openapi(removeOwnerRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { owner: subject, write } = c.req.valid('json')
    await removeOwner(c.get('ctx'), { name, subject, access: write === false ? 'read' : 'write' })
    return c.text(`${subject} does not own folder ${name}`, 200)
  })
