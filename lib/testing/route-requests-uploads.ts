import type { RouteRequest } from './route-requests'

const UPLOADS = '/api/w/:workspace/job_helpers/multipart_upload'
// Each caller has uploads of their own alone, and these have none.
const unknown = { query: '?upload_id=unknown', finds: 404 }

/** Requests to the routes of uploads in parts. */
export const uploadRequests: Record<string, RouteRequest> = {
  [`POST ${UPLOADS}/create`]: { json: { file_key: 'large.txt' } },
  [`PUT ${UPLOADS}/part`]: { ...unknown, query: '?upload_id=unknown&part_number=1', body: 'sent' },
  [`GET ${UPLOADS}/parts`]: unknown,
  [`POST ${UPLOADS}/sign_parts`]: {
    json: { upload_id: 'unknown', parts: [{ part_number: 1, size: 4 }] },
    finds: 404,
  },
  [`GET ${UPLOADS}/direct`]: {},
  'GET /api/w/:workspace/job_helpers/sign_download': { query: '?file_key=known.txt' },
  [`POST ${UPLOADS}/complete`]: { json: { upload_id: 'unknown', parts: [] }, finds: 404 },
  [`DELETE ${UPLOADS}/abort`]: unknown,
}
