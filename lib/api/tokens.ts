import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { credentialsSchema } from '@/lib/sign-in/schema'
import { createToken } from '@/lib/tokens/create-token'
import { deleteTokenByPrefix, endOwnToken } from '@/lib/tokens/delete-token'
import { listTokens } from '@/lib/tokens/list-tokens'
import { signInForToken } from '@/lib/tokens/sign-in-for-token'
import { describeToken, newTokenSchema, tokenListSchema, toNewToken, wireTokenSchema } from '@/lib/tokens/wire'
import { peerAddress } from './authenticate'
import { createRouter } from './create-router'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const loginRoute = createRoute({
  method: 'post',
  path: '/auth/login',
  summary: 'Sign in with e-mail and password',
  request: jsonRequest(credentialsSchema),
  responses: textResponse('A token that lives as long as a session'),
})

const logoutRoute = createRoute({
  method: 'post',
  path: '/auth/logout',
  summary: 'Revoke the token of this very request',
  responses: textResponse('Done'),
})

const createTokenRoute = createRoute({
  method: 'post',
  path: '/users/tokens/create',
  summary: 'Make a token, told once',
  request: jsonRequest(newTokenSchema),
  responses: textResponse('The token', 201),
})

const listTokensRoute = createRoute({
  method: 'get',
  path: '/users/tokens/list',
  summary: 'List the tokens of the user',
  request: { query: tokenListSchema },
  responses: jsonResponse(z.array(wireTokenSchema), 'The tokens, without their secrets'),
})

const deleteTokenRoute = createRoute({
  method: 'delete',
  path: '/users/tokens/delete/{token_prefix}',
  summary: 'Revoke a token by its first characters',
  request: { params: z.object({ token_prefix: z.string() }) },
  responses: textResponse('Revoked'),
})

/** Under `/api`: how programs get and give up tokens. */
export const tokenRoutes = createRouter()
  .openapi(loginRoute, async (c) =>
    c.text(await signInForToken({ ...c.req.valid('json'), address: peerAddress(c) }), 200),
  )
  .openapi(logoutRoute, async (c) => {
    await endOwnToken(c.get('person'))
    return c.text('logged out', 200)
  })
  .openapi(createTokenRoute, async (c) =>
    c.text((await createToken(c.get('person'), toNewToken(c.req.valid('json')))).token, 201),
  )
  .openapi(listTokensRoute, async (c) => {
    const ephemeral = c.req.valid('query').exclude_ephemeral === 'false'
    return c.json((await listTokens(c.get('person'), { ephemeral })).map(describeToken), 200)
  })
  .openapi(deleteTokenRoute, async (c) => {
    const { token_prefix: prefix } = c.req.valid('param')
    await deleteTokenByPrefix(c.get('person'), prefix)
    return c.text(`deleted token ${prefix}`, 200)
  })
