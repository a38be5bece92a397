import { changes, type RouteAccess, reads } from './route-entry'

const PROXY = '/api/w/:workspace/s3_proxy/*'

/** Signed links and the S3 endpoint, which knows its callers by their signatures; connections, settings and what storages hold. */
export const wireAccess: Readonly<Record<string, RouteAccess>> = {
  'POST /api/w/:workspace/apps/sign_s3_objects': reads('member', 'objects', { needs: ['read'] }),
  [`GET ${PROXY}`]: reads('anybody', 'objects'),
  [`PUT ${PROXY}`]: changes('anybody', 'objects'),
  [`POST ${PROXY}`]: changes('anybody', 'objects'),
  [`DELETE ${PROXY}`]: changes('anybody', 'objects'),
}
