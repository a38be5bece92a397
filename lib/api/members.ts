import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { addMember } from '@/lib/people/add-member'
import { removeMemberByName, updateMemberByName, usernameToEmail } from '@/lib/people/change-by-name'
import { editMemberSchema, newMemberSchema, toNewMember } from '@/lib/people/wire'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { textResponse } from './text-response'

const usernameParams = z.object({ username: z.string() })

const addUserRoute = createRoute({
  method: 'post',
  path: '/workspaces/add_user',
  summary: 'Give a user a place in the workspace',
  request: jsonRequest(newMemberSchema),
  responses: textResponse('The username', 201),
})

const updateUserRoute = createRoute({
  method: 'post',
  path: '/users/update/{username}',
  summary: 'Change what a member may do, or disable or enable them in this workspace',
  request: { params: usernameParams, ...jsonRequest(editMemberSchema) },
  responses: textResponse('Changed'),
})

const deleteUserRoute = createRoute({
  method: 'delete',
  path: '/users/delete/{username}',
  summary: 'Remove a member; what lies under their username stays',
  request: { params: usernameParams },
  responses: textResponse('Removed'),
})

const usernameToEmailRoute = createRoute({
  method: 'get',
  path: '/users/username_to_email/{username}',
  summary: 'Get the address of a member',
  request: { params: usernameParams },
  responses: textResponse('The address'),
})

/** Under `/api/w/:workspace`: who belongs to it. */
export const membershipRoutes = createRouter()
  .openapi(addUserRoute, async (c) =>
    c.text((await addMember(c.get('ctx'), toNewMember(c.req.valid('json')))).username, 201),
  )
  .openapi(updateUserRoute, async (c) => {
    const { username } = c.req.valid('param')
    await updateMemberByName(c.get('ctx'), username, c.req.valid('json'))
    return c.text(`updated user ${username}`, 200)
  })
  .openapi(deleteUserRoute, async (c) => {
    const { username } = c.req.valid('param')
    await removeMemberByName(c.get('ctx'), username)
    return c.text(`removed user ${username}`, 200)
  })
  .openapi(usernameToEmailRoute, async (c) =>
    c.text(await usernameToEmail(c.get('ctx'), c.req.valid('param').username), 200),
  )
