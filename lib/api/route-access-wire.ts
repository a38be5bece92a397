import { changes, type RouteAccess, reads } from './route-entry'

const WORKSPACE = '/api/w/:workspace'
const HELPERS = `${WORKSPACE}/job_helpers`
const PROXY = `${WORKSPACE}/s3_proxy/*`

/** Signed links and the S3 endpoint, which knows its callers by their signatures; connections, settings and what storages hold. */
export const wireAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${WORKSPACE}/apps/sign_s3_objects`]: reads('member', 'objects', { needs: ['read'] }),
  [`GET ${PROXY}`]: reads('anybody', 'objects'),
  [`PUT ${PROXY}`]: changes('anybody', 'objects'),
  [`POST ${PROXY}`]: changes('anybody', 'objects'),
  [`DELETE ${PROXY}`]: changes('anybody', 'objects'),
  // The credentials that they answer are worth no more than the caller's own.
  [`POST ${HELPERS}/v2/s3_resource_info`]: reads('member', 'objects'),
  [`POST ${HELPERS}/v2/polars_connection_settings`]: reads('member', 'objects'),
  [`POST ${HELPERS}/v2/duckdb_connection_settings`]: reads('member', 'objects'),
  [`POST ${HELPERS}/polars_connection_settings`]: reads('member', 'self'),
  [`POST ${HELPERS}/duckdb_connection_settings`]: reads('member', 'self'),
  // Others may let who has it do what this caller may do there: a token that is only to read, or only for a storage, gets none.
  [`POST ${WORKSPACE}/oidc/token/:audience{.+}`]: changes('member', 'workspace'),
  [`GET ${HELPERS}/test_connection`]: reads('member', 'objects', { opensStorage: true }),
  // Each storage is told to whoever may list it as a whole.
  [`GET ${HELPERS}/storage_usage`]: reads('member', 'objects'),
  [`GET ${HELPERS}/check_s3_folder_exists`]: reads('member', 'objects', { needs: ['read'] }),
  [`POST ${HELPERS}/multipart_upload_s3_file`]: reads('member', 'self'),
  [`POST ${HELPERS}/multipart_download_s3_file`]: reads('member', 'self'),
  [`GET ${WORKSPACE}/workspaces/get_settings`]: reads('admin', 'workspace'),
  [`GET ${WORKSPACE}/workspaces/get_public_settings`]: reads('member', 'workspace'),
  [`POST ${WORKSPACE}/workspaces/edit_large_file_storage_config`]: changes('admin', 'workspace'),
  [`POST ${WORKSPACE}/workspaces/edit_script_settings`]: changes('admin', 'workspace'),
  [`GET ${WORKSPACE}/workspaces/get_script_settings`]: reads('member', 'workspace'),
}
