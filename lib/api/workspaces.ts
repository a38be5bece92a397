import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { parse } from '@/lib/parse'
import { createWorkspace } from '@/lib/workspaces/create-workspace'
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace'
import { describeOwnedWorkspaces } from '@/lib/workspaces/describe-workspaces'
import { createWorkspaceSchema, wireWorkspaceSchema, workspaceSchema } from '@/lib/workspaces/schema'
import { workspaceExists } from '@/lib/workspaces/workspace-exists'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const newWorkspaceSchema = z.object({ id: z.string(), name: z.string(), username: z.string().nullish() })

const createWorkspaceRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Make a workspace',
  request: jsonRequest(newWorkspaceSchema),
  responses: textResponse('Its id', 201),
})

const listWorkspacesRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List the workspaces that the user may enter',
  responses: jsonResponse(z.array(wireWorkspaceSchema), 'The workspaces'),
})

const existsRoute = createRoute({
  method: 'post',
  path: '/exists',
  summary: 'Tell whether there is a workspace of this id, as far as the user may know',
  request: jsonRequest(workspaceSchema),
  responses: jsonResponse(z.boolean(), 'Whether'),
})

const deleteWorkspaceRoute = createRoute({
  method: 'delete',
  path: '/delete/{workspace}',
  summary: 'Delete a workspace with everything in it; what lies in its buckets stays',
  request: {
    params: z.object({ workspace: z.string() }),
    query: z.object({ only_delete_forks: z.enum(['true', 'false']).optional() }),
  },
  responses: textResponse('Deleted'),
})

/** Under `/api/workspaces`. */
export const workspaceRoutes = createRouter()
  .openapi(createWorkspaceRoute, async (c) => {
    const { username, ...body } = c.req.valid('json')
    const input = parse(createWorkspaceSchema, { ...body, username: username || undefined })
    return c.text((await createWorkspace(c.get('person'), input)).id, 201)
  })
  .openapi(listWorkspacesRoute, async (c) => c.json(await describeOwnedWorkspaces(c.get('person')), 200))
  .openapi(existsRoute, async (c) => c.json(await workspaceExists(c.get('person'), c.req.valid('json')), 200))
  .openapi(deleteWorkspaceRoute, async (c) => {
    const { workspace: id } = c.req.valid('param')
    // No workspace has forks here, and this asks for the workspace itself to stay.
    if (c.req.valid('query').only_delete_forks === 'true') return c.text(`${id} has no forks`, 200)
    await deleteWorkspace(c.get('person'), { id })
    return c.text(`deleted workspace ${id}`, 200)
  })
