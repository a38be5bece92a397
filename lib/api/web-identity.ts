import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { createIdentityToken } from '@/lib/web-identity/create-identity-token'
import { describeIssuer, describePersonIssuer, listPublicKeys } from '@/lib/web-identity/describe-issuer'
import { identityTokenSchema } from '@/lib/web-identity/schema'
import { createRouter } from './create-router'
import { textResponse } from './text-response'

// Servers that exchange tokens read these again and again.
const CACHED = { 'cache-control': 'public, max-age=300' }

/** What others need to check the tokens that this instance signs. */
export const webIdentityRoutes = createRouter()
  .get('/.well-known/openid-configuration', (c) => c.json(describeIssuer(), 200, CACHED))
  .get('/people/.well-known/openid-configuration', (c) => c.json(describePersonIssuer(), 200, CACHED))
  .get('/jwks', async (c) => c.json(await listPublicKeys(), 200, CACHED))
  .get('/people/jwks', async (c) => c.json(await listPublicKeys(), 200, CACHED))

const tokenRoute = createRoute({
  method: 'post',
  // An audience may be an address.
  path: '/token/{audience}{.+}',
  summary: 'Make a token by which others know who the caller is',
  request: {
    params: z.object({ audience: identityTokenSchema.shape.audience }),
    query: identityTokenSchema.pick({ expires_in: true }),
  },
  responses: textResponse('The token, a JWT'),
})

/** Under `/w/{workspace}/oidc`. */
export const identityTokenRoutes = createRouter().openapi(tokenRoute, async (c) => {
  const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
  return c.text(await createIdentityToken(c.get('ctx'), asked), 200, { 'cache-control': 'no-store' })
})
