import { auditRequests } from './route-requests-audit'
import { doctorRequests } from './route-requests-doctor'
import { flowRequests } from './route-requests-flows'
import { itemRequests } from './route-requests-items'
import { jobRequests } from './route-requests-jobs'
import { peopleRequests } from './route-requests-people'
import { scheduleRequests } from './route-requests-schedules'
import { shareLinkRequests } from './route-requests-share-links'
import { tokenRequests } from './route-requests-tokens'
import { transferRequests } from './route-requests-transfers'
import { uploadRequests } from './route-requests-uploads'
import { wireRequests } from './route-requests-wire'

/** A small valid request to one route. */
export type RouteRequest = {
  /** Values of the path's parameters; the workspace is `lab`. */
  params?: Record<string, string>
  query?: string
  body?: string
  /** Sent as JSON. */
  json?: object
  /** Sent as a form. */
  form?: Record<string, string>
  /** Runs before each call, as what the call needs may be gone after the one before. May answer parameters. */
  /** What whoever is let through is answered where it is no success: 404 when it asks for what nobody has. */
  finds?: number | number[]
  before?: () => Promise<Record<string, string> | undefined>
}

const HELPERS = '/api/w/:workspace/job_helpers'
const known = '?file_key=known.txt'

/** One for every route of the table, so that each can be tried with every kind of caller. */
export const routeRequests: Record<string, RouteRequest> = {
  'GET /api/health': {},
  'GET /api/oidc/.well-known/openid-configuration': {},
  'GET /api/oidc/jwks': {},
  'GET /api/oidc/people/.well-known/openid-configuration': {},
  'GET /api/oidc/people/jwks': {},
  'POST /api/w/:workspace/oidc/token/:audience{.+}': { params: { audience: 'vault' } },
  'GET /api/version': {},
  'GET /api/openapi.json': {},
  'GET /api/users/whoami': {},
  'GET /api/workspaces/users': {},
  'GET /api/w/:workspace/users/whoami': {},
  'GET /api/w/:workspace/users/list': {},
  'GET /api/w/:workspace/workspaces/get_secondary_storage_names': {},
  [`GET ${HELPERS}/list_stored_files_paged`]: {},
  [`GET ${HELPERS}/list_stored_files`]: { query: '?max_keys=10' },
  [`GET ${HELPERS}/count_stored_files`]: {},
  [`GET ${HELPERS}/load_file_metadata`]: { query: known },
  [`GET ${HELPERS}/file_runs`]: { query: known },
  [`GET ${HELPERS}/download_s3_file`]: { query: known },
  [`GET ${HELPERS}/load_image_preview`]: { query: known },
  [`POST ${HELPERS}/upload_s3_file`]: { query: known, body: 'sent' },
  [`DELETE ${HELPERS}/delete_s3_file`]: { query: known },
  [`GET ${HELPERS}/move_s3_file`]: { query: '?src_file_key=known.txt&dest_file_key=moved.txt' },
  [`POST ${HELPERS}/copy_s3_file`]: { json: { src: { s3: 'known.txt' }, dest: 's3:///copied.txt' } },
  ...uploadRequests,
  ...peopleRequests,
  // known.txt is a table as CSV is, and no parquet: whoever is let through is told that.
  [`GET ${HELPERS}/load_parquet_preview/:key`]: { params: { key: 'known.txt' }, finds: 400 },
  [`GET ${HELPERS}/load_csv_preview/:key`]: { params: { key: 'known.txt' } },
  [`GET ${HELPERS}/load_table_count/:key`]: { params: { key: 'known.txt' } },
  [`GET ${HELPERS}/load_file_preview`]: { query: `${known}&read_bytes_from=0&read_bytes_length=1000` },
  [`GET ${HELPERS}/download_s3_parquet_file_as_csv`]: { query: known, finds: 400 },
  [`POST ${HELPERS}/download_files_as_zip`]: { form: { file_key: 'known.txt' } },
  ...tokenRequests,
  ...itemRequests,
  ...wireRequests,
  ...auditRequests,
  ...shareLinkRequests,
  ...transferRequests,
  ...doctorRequests,
  ...jobRequests,
  ...scheduleRequests,
  ...flowRequests,
}
