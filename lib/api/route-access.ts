import type { Operation } from '@/lib/permissions/rules'

/** `member` and `admin` are of the workspace in the path; superadmins are admins of each. */
export type Caller = 'anybody' | 'person' | 'member' | 'admin' | 'superadmin'

export type RouteAccess = {
  caller: Caller
  /** What the caller must be allowed to do with the objects that the request means. The use case decides it, key by key. */
  needs?: readonly Operation[]
  /** Whoever may not do that gets an empty answer that says so, as the published clients expect. Otherwise 403. */
  answersRestricted?: true
}

const HELPERS = '/api/w/:workspace/job_helpers'

/** Who may call which route. The API does not start with a route that has no entry, nor with an entry that has no route. */
export const routeAccess: Readonly<Record<string, RouteAccess>> = {
  'GET /api/health': { caller: 'anybody' },
  'GET /api/version': { caller: 'anybody' },
  'GET /api/openapi.json': { caller: 'anybody' },
  'GET /api/users/whoami': { caller: 'person' },
  'GET /api/workspaces/users': { caller: 'person' },
  'GET /api/w/:workspace/users/whoami': { caller: 'member' },
  'GET /api/w/:workspace/users/list': { caller: 'member' },
  'GET /api/w/:workspace/workspaces/get_secondary_storage_names': { caller: 'member' },
  'GET /api/w/:workspace/resources/type/list': { caller: 'member' },
  'GET /api/w/:workspace/resources/type/get/:name': { caller: 'member' },
  [`GET ${HELPERS}/list_stored_files_paged`]: { caller: 'member', needs: ['list'], answersRestricted: true },
  [`GET ${HELPERS}/list_stored_files`]: { caller: 'member', needs: ['list'], answersRestricted: true },
  [`GET ${HELPERS}/count_stored_files`]: { caller: 'member', needs: ['list'] },
  [`GET ${HELPERS}/load_file_metadata`]: { caller: 'member', needs: ['read'] },
  [`GET ${HELPERS}/download_s3_file`]: { caller: 'member', needs: ['read'] },
  [`GET ${HELPERS}/load_image_preview`]: { caller: 'member', needs: ['read'] },
  [`POST ${HELPERS}/upload_s3_file`]: { caller: 'member', needs: ['write'] },
  [`DELETE ${HELPERS}/delete_s3_file`]: { caller: 'member', needs: ['delete'] },
  [`GET ${HELPERS}/move_s3_file`]: { caller: 'member', needs: ['read', 'write', 'delete'] },
}
