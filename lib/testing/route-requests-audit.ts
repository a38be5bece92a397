import type { RouteRequest } from './route-requests'

/** Requests to the routes of the audit log. */
export const auditRequests: Record<string, RouteRequest> = {
  'GET /api/w/:workspace/audit/list': { query: '?per_page=10' },
  'GET /api/w/:workspace/audit/export': {},
}
