import { auditAccess } from './route-access-audit'
import { doctorAccess } from './route-access-doctor'
import { flowAccess } from './route-access-flows'
import { itemAccess } from './route-access-items'
import { jobAccess } from './route-access-jobs'
import { peopleAccess } from './route-access-people'
import { scheduleAccess } from './route-access-schedules'
import { shareLinkAccess } from './route-access-share-links'
import { transferAccess } from './route-access-transfers'
import { wireAccess } from './route-access-wire'
import { changes, type RouteAccess, reads } from './route-entry'

const HELPERS = '/api/w/:workspace/job_helpers'

/** Who may call which route. The API does not start with a route that has no entry, nor with an entry that has no route. */
export const routeAccess: Readonly<Record<string, RouteAccess>> = {
  'GET /api/health': reads('anybody', 'instance'),
  'GET /api/version': reads('anybody', 'instance'),
  'GET /api/oidc/.well-known/openid-configuration': reads('anybody', 'instance'),
  'GET /api/oidc/jwks': reads('anybody', 'instance'),
  'GET /api/oidc/people/.well-known/openid-configuration': reads('anybody', 'instance'),
  'GET /api/oidc/people/jwks': reads('anybody', 'instance'),
  'GET /api/openapi.json': reads('anybody', 'instance'),
  'GET /api/users/whoami': reads('person', 'self'),
  'GET /api/workspaces/users': reads('person', 'self'),
  'GET /api/w/:workspace/users/whoami': reads('member', 'self'),
  'GET /api/w/:workspace/users/list': reads('member', 'workspace'),
  'GET /api/w/:workspace/workspaces/get_secondary_storage_names': reads('member', 'objects'),
  [`GET ${HELPERS}/list_stored_files_paged`]: reads('member', 'objects', { needs: ['list'], answersRestricted: true }),
  [`GET ${HELPERS}/list_stored_files`]: reads('member', 'objects', { needs: ['list'], answersRestricted: true }),
  [`GET ${HELPERS}/count_stored_files`]: reads('member', 'objects', { needs: ['list'] }),
  [`GET ${HELPERS}/load_file_metadata`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/file_runs`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/download_s3_file`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/load_image_preview`]: reads('member', 'objects', { needs: ['read'] }),
  [`POST ${HELPERS}/upload_s3_file`]: changes('member', 'objects', { needs: ['write'] }),
  [`DELETE ${HELPERS}/delete_s3_file`]: changes('member', 'objects', { needs: ['delete'] }),
  [`GET ${HELPERS}/move_s3_file`]: changes('member', 'objects', { needs: ['read', 'write', 'delete'] }),
  [`GET ${HELPERS}/load_parquet_preview/:key`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/load_csv_preview/:key`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/load_table_count/:key`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/load_file_preview`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${HELPERS}/download_s3_parquet_file_as_csv`]: reads('member', 'objects', { needs: ['read'] }),
  [`POST ${HELPERS}/download_files_as_zip`]: reads('member', 'objects', { needs: ['read'] }),
  'POST /api/auth/login': changes('anybody', 'instance'),
  'POST /api/auth/logout': changes('person', 'self'),
  'POST /api/users/tokens/create': changes('person', 'instance'),
  'GET /api/users/tokens/list': reads('person', 'instance'),
  'DELETE /api/users/tokens/delete/:token_prefix': changes('person', 'instance'),
  [`POST ${HELPERS}/copy_s3_file`]: changes('member', 'objects', { needs: ['read', 'write'] }),
  [`POST ${HELPERS}/multipart_upload/create`]: changes('member', 'objects', { needs: ['write'] }),
  [`PUT ${HELPERS}/multipart_upload/part`]: changes('member', 'objects', { needs: ['write'] }),
  [`GET ${HELPERS}/multipart_upload/parts`]: reads('member', 'objects', { needs: ['write'] }),
  [`POST ${HELPERS}/multipart_upload/sign_parts`]: changes('member', 'objects', { needs: ['write'] }),
  [`GET ${HELPERS}/multipart_upload/direct`]: reads('member', 'objects', { opensStorage: true }),
  [`GET ${HELPERS}/sign_download`]: reads('member', 'objects', { needs: ['read'] }),
  [`POST ${HELPERS}/multipart_upload/complete`]: changes('member', 'objects', { needs: ['write'] }),
  [`DELETE ${HELPERS}/multipart_upload/abort`]: changes('member', 'objects', { needs: ['write'] }),
  ...peopleAccess,
  ...itemAccess,
  ...wireAccess,
  ...auditAccess,
  ...shareLinkAccess,
  ...transferAccess,
  ...doctorAccess,
  ...jobAccess,
  ...scheduleAccess,
  ...flowAccess,
}
