import { changes, type RouteAccess, reads } from './route-entry'

const TRANSFERS = '/api/w/:workspace/transfers'

/** Who may call the routes of transfers. Each shows and changes the caller's own ones; admins reach all of their workspace. */
export const transferAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${TRANSFERS}/create`]: changes('developer', 'objects', { needs: ['read', 'write'] }),
  [`GET ${TRANSFERS}/list`]: reads('member', 'workspace'),
  [`GET ${TRANSFERS}/get/:id`]: reads('member', 'workspace'),
  [`GET ${TRANSFERS}/failures/:id`]: reads('member', 'workspace'),
  [`GET ${TRANSFERS}/failures_csv/:id`]: reads('member', 'workspace'),
  [`POST ${TRANSFERS}/pause/:id`]: changes('member', 'workspace'),
  [`POST ${TRANSFERS}/resume/:id`]: changes('developer', 'workspace'),
  [`POST ${TRANSFERS}/cancel/:id`]: changes('member', 'workspace'),
  [`POST ${TRANSFERS}/retry/:id`]: changes('developer', 'workspace'),
  [`DELETE ${TRANSFERS}/delete/:id`]: changes('member', 'workspace'),
}
