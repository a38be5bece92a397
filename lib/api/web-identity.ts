import 'server-only'
import { describeIssuer, listPublicKeys } from '@/lib/web-identity/describe-issuer'
import { createRouter } from './create-router'

// Servers that exchange tokens read these again and again.
const CACHED = { 'cache-control': 'public, max-age=300' }

/** What others need to check the tokens that this instance signs. */
export const webIdentityRoutes = createRouter()
  .get('/.well-known/openid-configuration', (c) => c.json(describeIssuer(), 200, CACHED))
  .get('/jwks', async (c) => c.json(await listPublicKeys(), 200, CACHED))
