import { changes, type RouteAccess, reads } from './route-entry'

const LINKS = '/api/w/:workspace/share_links'

/** Who may call the routes of share links. What is behind a link is for whoever has it. */
export const shareLinkAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${LINKS}/create`]: changes('developer', 'objects', { needs: ['read'] }),
  [`GET ${LINKS}/list`]: reads('member', 'workspace'),
  [`DELETE ${LINKS}/delete/:id`]: changes('member', 'workspace'),
  'POST /api/share/:token/download': changes('anybody', 'instance'),
  'GET /api/share/:token/file/:ticket': reads('anybody', 'instance'),
}
