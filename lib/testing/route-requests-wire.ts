import { signLink } from '@/lib/signed-links/link-signature'
import type { RouteRequest } from './route-requests'

const WORKSPACE = '/api/w/:workspace'
const HELPERS = `${WORKSPACE}/job_helpers`
const PROXY = `${WORKSPACE}/s3_proxy/*`
// Another kind of authorization is told that it is none here.
const unsigned = { params: { rest: '_default_/known.txt' }, finds: [403, 400] }

const bucket = { bucket: 'b', region: 'us-east-1', endPoint: 'localhost:9000', accessKey: 'AK', secretKey: 'SK' }
const writtenOut = { s3_resource: bucket }

/** Requests to signed links, the S3 endpoint, connections and settings. */
export const wireRequests: Record<string, RouteRequest> = {
  [`POST ${WORKSPACE}/apps/sign_s3_objects`]: { json: { s3_objects: [{ s3: 'known.txt' }] } },
  // Nobody is let through without a signature, and the link's own says all: its maker is nobody.
  [`GET ${PROXY}`]: { before: async () => ({ rest: `_default_/known.txt?${linkOfNobody()}` }), finds: 403 },
  [`PUT ${PROXY}`]: unsigned,
  [`POST ${PROXY}`]: unsigned,
  [`DELETE ${PROXY}`]: unsigned,
  [`POST ${HELPERS}/v2/s3_resource_info`]: { json: {} },
  [`POST ${HELPERS}/v2/polars_connection_settings`]: { json: {} },
  [`POST ${HELPERS}/v2/duckdb_connection_settings`]: { json: {} },
  [`POST ${HELPERS}/polars_connection_settings`]: { json: writtenOut },
  [`POST ${HELPERS}/duckdb_connection_settings`]: { json: writtenOut },
  [`GET ${HELPERS}/test_connection`]: {},
  [`GET ${HELPERS}/storage_usage`]: {},
  [`GET ${HELPERS}/check_s3_folder_exists`]: { query: '?file_key=known.txt' },
  [`POST ${HELPERS}/multipart_upload_s3_file`]: { json: {}, finds: 400 },
  [`POST ${HELPERS}/multipart_download_s3_file`]: { json: {}, finds: 400 },
  [`GET ${WORKSPACE}/workspaces/get_settings`]: {},
  [`GET ${WORKSPACE}/workspaces/get_public_settings`]: {},
  [`GET ${WORKSPACE}/workspaces/get_script_settings`]: {},
  [`POST ${WORKSPACE}/workspaces/edit_script_settings`]: { json: { packages: ['humanize'], hosts: [] } },
  [`POST ${WORKSPACE}/workspaces/edit_large_file_storage_config`]: {
    json: { large_file_storage: { type: 'FilesystemStorage', filesystem_resource_path: '$res:u/ada/folder' } },
  },
}

function linkOfNobody(): string {
  const expires = Math.floor(Date.now() / 1000) + 60
  return signLink({ workspaceId: 'lab', storage: '_default_', key: 'known.txt', expires, maker: 'user.nobody' })
}
