import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { deleteGroup, updateGroup } from '@/lib/groups/change-group'
import { addGroupMember, removeGroupMember } from '@/lib/groups/change-members'
import { createGroup } from '@/lib/groups/create-group'
import { getGroup, listGroups } from '@/lib/groups/list-groups'
import * as wire from '@/lib/groups/wire'
import { pageOf, pageSchema } from '@/lib/http/page'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const nameParams = z.object({ name: z.string() })

const createGroupRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Make a group, with its maker as the first manager',
  request: jsonRequest(wire.newGroupSchema),
  responses: textResponse('Its name', 201),
})

const updateGroupRoute = createRoute({
  method: 'post',
  path: '/update/{name}',
  summary: 'Say what a group is for',
  request: { params: nameParams, ...jsonRequest(wire.editGroupSchema) },
  responses: textResponse('Changed'),
})

const deleteGroupRoute = createRoute({
  method: 'delete',
  path: '/delete/{name}',
  summary: 'Delete a group and all that was granted to it',
  request: { params: nameParams },
  responses: textResponse('Deleted'),
})

const getGroupRoute = createRoute({
  method: 'get',
  path: '/get/{name}',
  summary: 'Describe a group',
  request: { params: nameParams },
  responses: jsonResponse(wire.wireGroupSchema, 'The group with its members'),
})

const listGroupsRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List the groups of the workspace',
  request: { query: pageSchema },
  responses: jsonResponse(z.array(wire.wireGroupSchema), 'The groups with their members'),
})

const addUserRoute = createRoute({
  method: 'post',
  path: '/adduser/{name}',
  summary: 'Put a member into a group',
  request: { params: nameParams, ...jsonRequest(wire.oneMemberSchema) },
  responses: textResponse('Done'),
})

const removeUserRoute = createRoute({
  method: 'post',
  path: '/removeuser/{name}',
  summary: 'Take a member out of a group',
  request: { params: nameParams, ...jsonRequest(wire.oneMemberSchema) },
  responses: textResponse('Done'),
})

/** Under `/api/w/:workspace/groups`. */
export const groupRoutes = createRouter()
  .openapi(createGroupRoute, async (c) =>
    c.text((await createGroup(c.get('ctx'), wire.toNewGroup(c.req.valid('json')))).name, 201),
  )
  .openapi(updateGroupRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { summary } = c.req.valid('json')
    const group = await getGroup(c.get('ctx'), { name })
    await updateGroup(c.get('ctx'), { name, summary: summary ?? group.summary })
    return c.text(`updated group ${name}`, 200)
  })
  .openapi(deleteGroupRoute, async (c) => {
    const { name } = c.req.valid('param')
    await deleteGroup(c.get('ctx'), { name })
    return c.text(`deleted group ${name}`, 200)
  })
  .openapi(getGroupRoute, async (c) =>
    c.json(wire.describeGroup(await getGroup(c.get('ctx'), c.req.valid('param'))), 200),
  )
  .openapi(listGroupsRoute, async (c) =>
    c.json(pageOf(await listGroups(c.get('ctx')), c.req.valid('query')).map(wire.describeGroup), 200),
  )
  .openapi(addUserRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { username } = c.req.valid('json')
    await addGroupMember(c.get('ctx'), { name, username })
    return c.text(`added ${username} to group ${name}`, 200)
  })
  .openapi(removeUserRoute, async (c) => {
    const { name } = c.req.valid('param')
    const { username } = c.req.valid('json')
    await removeGroupMember(c.get('ctx'), { name, username })
    return c.text(`removed ${username} from group ${name}`, 200)
  })
