import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { pageOf } from '@/lib/http/page'
import { deleteUserByEmail, emailExists, updateUserByEmail } from '@/lib/people/change-by-name'
import { createUser } from '@/lib/people/create-user'
import { listUsers } from '@/lib/people/list-users'
import { setOwnPassword } from '@/lib/people/set-own-password'
import * as wire from '@/lib/people/wire'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const emailParams = z.object({ email: z.string() })

const createUserRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Make a user of this server',
  request: jsonRequest(wire.newUserSchema),
  responses: textResponse('The address', 201),
})

const updateUserRoute = createRoute({
  method: 'post',
  path: '/update/{email}',
  summary: 'Rename, promote, demote, disable or enable a user',
  request: { params: emailParams, ...jsonRequest(wire.editUserSchema) },
  responses: textResponse('Changed'),
})

const deleteUserRoute = createRoute({
  method: 'delete',
  path: '/delete/{email}',
  summary: 'Delete a user; what lies under their usernames stays',
  request: { params: emailParams },
  responses: textResponse('Deleted'),
})

const listUsersRoute = createRoute({
  method: 'get',
  path: '/list_as_super_admin',
  summary: 'List the users of this server',
  request: { query: wire.userListSchema },
  responses: jsonResponse(z.array(wire.wireUserSchema), 'The users'),
})

const existsRoute = createRoute({
  method: 'get',
  path: '/exists/{email}',
  summary: 'Tell whether a user has this address',
  request: { params: emailParams },
  responses: jsonResponse(z.boolean(), 'Whether'),
})

const setPasswordRoute = createRoute({
  method: 'post',
  path: '/setpassword',
  summary: 'Change the own password, which ends every session',
  request: jsonRequest(wire.setPasswordSchema),
  responses: textResponse('Changed'),
})

/** Under `/api/users`: the people of the whole server. */
export const userRoutes = createRouter()
  .openapi(createUserRoute, async (c) =>
    c.text((await createUser(c.get('person'), wire.toNewUser(c.req.valid('json')))).email, 201),
  )
  .openapi(updateUserRoute, async (c) => {
    const { email } = c.req.valid('param')
    await updateUserByEmail(c.get('person'), email, c.req.valid('json'))
    return c.text(`updated user ${email}`, 200)
  })
  .openapi(deleteUserRoute, async (c) => {
    const { email } = c.req.valid('param')
    await deleteUserByEmail(c.get('person'), email)
    return c.text(`deleted user ${email}`, 200)
  })
  .openapi(listUsersRoute, async (c) => {
    const { active_only, ...page } = c.req.valid('query')
    const users = await listUsers(c.get('person'))
    const asked = active_only === 'true' ? users.filter(wire.isActive) : users
    return c.json(pageOf(asked, page).map(wire.describeUser), 200)
  })
  .openapi(existsRoute, async (c) => c.json(await emailExists(c.get('person'), c.req.valid('param').email), 200))
  .openapi(setPasswordRoute, async (c) => {
    await setOwnPassword(c.get('person'), c.req.valid('json'))
    return c.text('password changed', 200)
  })
