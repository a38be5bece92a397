import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { describeMember, describeMembers } from '@/lib/people/describe-members'
import { describePerson } from '@/lib/people/describe-person'
import { globalUserSchema, workspaceUserSchema } from '@/lib/people/schema'
import { describeWorkspaces } from '@/lib/workspaces/describe-workspaces'
import { userWorkspacesSchema } from '@/lib/workspaces/schema'
import { createRouter } from './create-router'
import { jsonResponse } from './json-response'
import { quickJson } from './quick-json'

const globalWhoamiRoute = createRoute({
  method: 'get',
  path: '/users/whoami',
  summary: 'Tell who is signed in',
  responses: jsonResponse(globalUserSchema, 'The user'),
})

const listWorkspacesRoute = createRoute({
  method: 'get',
  path: '/workspaces/users',
  summary: 'List the workspaces of the user',
  responses: jsonResponse(userWorkspacesSchema, 'The workspaces'),
})

const whoamiRoute = createRoute({
  method: 'get',
  path: '/whoami',
  summary: 'Tell who is signed in, in this workspace',
  responses: jsonResponse(workspaceUserSchema, 'The member'),
})

const listUsersRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List the members of the workspace',
  responses: jsonResponse(z.array(workspaceUserSchema), 'The members'),
})

/** Under `/api`. */
export const personRoutes = createRouter()
  .openapi(globalWhoamiRoute, async (c) => quickJson(await describePerson(c.get('person'))))
  .openapi(listWorkspacesRoute, async (c) => quickJson(await describeWorkspaces(c.get('person'))))

/** Under `/api/w/:workspace/users`. */
export const memberRoutes = createRouter()
  .openapi(whoamiRoute, async (c) => quickJson(await describeMember(c.get('ctx'))))
  .openapi(listUsersRoute, async (c) => quickJson(await describeMembers(c.get('ctx'))))
