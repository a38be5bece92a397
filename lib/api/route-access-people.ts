import { changes, type RouteAccess, reads } from './route-entry'

const W = '/api/w/:workspace'

/** Who may call the routes of people, workspaces, groups, folders and extra permissions. */
export const peopleAccess: Readonly<Record<string, RouteAccess>> = {
  'POST /api/users/create': changes('superadmin', 'instance'),
  'POST /api/users/update/:email': changes('superadmin', 'instance'),
  'DELETE /api/users/delete/:email': changes('superadmin', 'instance'),
  'GET /api/users/list_as_super_admin': reads('superadmin', 'instance'),
  'GET /api/users/exists/:email': reads('superadmin', 'instance'),
  'POST /api/users/setpassword': changes('person', 'instance'),
  'POST /api/workspaces/create': changes('superadmin', 'instance'),
  'GET /api/workspaces/list': reads('person', 'self'),
  'POST /api/workspaces/exists': reads('person', 'instance'),
  'DELETE /api/workspaces/delete/:workspace': changes('superadmin', 'instance'),
  [`POST ${W}/workspaces/add_user`]: changes('admin', 'workspace'),
  [`POST ${W}/users/update/:username`]: changes('admin', 'workspace'),
  [`DELETE ${W}/users/delete/:username`]: changes('admin', 'workspace'),
  [`GET ${W}/users/username_to_email/:username`]: reads('member', 'workspace'),
  [`POST ${W}/groups/create`]: changes('admin', 'workspace'),
  [`POST ${W}/groups/update/:name`]: changes('developer', 'workspace'),
  [`DELETE ${W}/groups/delete/:name`]: changes('developer', 'workspace'),
  [`GET ${W}/groups/get/:name`]: reads('member', 'workspace'),
  [`GET ${W}/groups/list`]: reads('member', 'workspace'),
  [`POST ${W}/groups/adduser/:name`]: changes('developer', 'workspace'),
  [`POST ${W}/groups/removeuser/:name`]: changes('developer', 'workspace'),
  [`POST ${W}/folders/create`]: changes('developer', 'workspace'),
  [`POST ${W}/folders/update/:name`]: changes('developer', 'workspace'),
  [`DELETE ${W}/folders/delete/:name`]: changes('developer', 'workspace'),
  [`GET ${W}/folders/get/:name`]: reads('member', 'workspace'),
  [`GET ${W}/folders/exists/:name`]: reads('member', 'workspace'),
  [`GET ${W}/folders/list`]: reads('member', 'workspace'),
  [`POST ${W}/folders/addowner/:name`]: changes('developer', 'workspace'),
  [`POST ${W}/folders/removeowner/:name`]: changes('developer', 'workspace'),
  [`GET ${W}/acls/get/:kind/:path{.+}`]: reads('member', 'workspace'),
  [`POST ${W}/acls/add/:kind/:path{.+}`]: changes('developer', 'workspace'),
  [`POST ${W}/acls/remove/:kind/:path{.+}`]: changes('developer', 'workspace'),
}
