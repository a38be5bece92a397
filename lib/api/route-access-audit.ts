import { type RouteAccess, reads } from './route-entry'

/** Who may call the routes of the audit log. */
export const auditAccess: Readonly<Record<string, RouteAccess>> = {
  'GET /api/w/:workspace/audit/list': reads('admin', 'workspace'),
  'GET /api/w/:workspace/audit/export': reads('admin', 'workspace'),
}
