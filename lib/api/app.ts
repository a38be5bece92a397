import 'server-only'
import { AppError } from '@/lib/errors'
import { aclRoutes } from './acls'
import { auditRoutes } from './audit'
import { connectionRoutes } from './connections'
import { createRouter } from './create-router'
import { allowAnyOrigin } from './cross-origin'
import { refuseForgery } from './cross-site'
import { describeApi } from './describe-api'
import { doctorRoutes } from './doctor'
import { filesCallRoutes } from './files-call'
import { flowJobRoutes } from './flow-jobs'
import { flowRoutes } from './flows'
import { folderRoutes } from './folders'
import { groupRoutes } from './groups'
import { healthRoutes } from './health'
import { jobProgressRoutes } from './job-progress'
import { jobStateRoutes } from './job-states'
import { jobRoutes } from './jobs'
import { waitedJobRoutes } from './jobs-waited'
import { limitBody } from './limit-body'
import { membershipRoutes } from './members'
import { mountGuarded } from './mount-guarded'
import { objectRoutes } from './objects'
import { memberRoutes, personRoutes } from './people'
import { resourceTypeRoutes } from './resource-types'
import { resourceRoutes } from './resources'
import { s3ProxyRoutes } from './s3-proxy'
import { schedulePreviewRoutes, scheduleRoutes } from './schedules'
import { scriptRoutes } from './scripts'
import { shareLinkRoutes } from './share-links'
import { sharedFileRoutes } from './shared-files'
import { signedLinkRoutes } from './signed-links'
import { storageCheckRoutes } from './storage-checks'
import { storageRoutes } from './storages'
import { tableRoutes } from './tables'
import { tokenRoutes } from './tokens'
import { transferRoutes } from './transfers'
import { uploadRoutes } from './uploads'
import { userRoutes } from './users'
import { variableRoutes } from './variables'
import { identityTokenRoutes, webIdentityRoutes } from './web-identity'
import { workspaceRoutes } from './workspaces'
import { writeErrorLine } from './write-error-line'
import { zipRoutes } from './zip'

/** The whole REST API under `/api`. Who may call what stands in `route-access.ts`. */
export function createApi() {
  const api = createRouter()
  api.onError(writeErrorLine)
  api.notFound((c) => writeErrorLine(new AppError('not_found', `There is no ${c.req.method} ${c.req.path}.`), c))
  api.use(allowAnyOrigin)
  api.use(refuseForgery)
  api.use(limitBody)
  mountGuarded(api, createRoutes())
  return api
}

function createRoutes() {
  const routes = createRouter().basePath('/api')
  routes.route('/', healthRoutes)
  routes.route('/', personRoutes)
  routes.route('/', tokenRoutes)
  routes.route('/oidc', webIdentityRoutes)
  routes.route('/users', userRoutes)
  routes.route('/workspaces', workspaceRoutes)
  routes.route('/w/:workspace/users', memberRoutes)
  routes.route('/w/:workspace', membershipRoutes)
  routes.route('/w/:workspace/groups', groupRoutes)
  routes.route('/w/:workspace/folders', folderRoutes)
  routes.route('/w/:workspace/acls', aclRoutes)
  routes.route('/w/:workspace/job_helpers', objectRoutes)
  routes.route('/w/:workspace/job_helpers/multipart_upload', uploadRoutes)
  routes.route('/w/:workspace/job_helpers', tableRoutes)
  routes.route('/w/:workspace/job_helpers', zipRoutes)
  routes.route('/w/:workspace/workspaces', storageRoutes)
  routes.route('/w/:workspace/audit', auditRoutes)
  routes.route('/w/:workspace/share_links', shareLinkRoutes)
  routes.route('/w/:workspace/transfers', transferRoutes)
  routes.route('/w/:workspace/doctor', doctorRoutes)
  routes.route('/share', sharedFileRoutes)
  routes.route('/w/:workspace/resources/type', resourceTypeRoutes)
  routes.route('/w/:workspace/oidc', identityTokenRoutes)
  routes.route('/w/:workspace/job_helpers', connectionRoutes)
  routes.route('/w/:workspace/job_helpers', storageCheckRoutes)
  routes.route('/w/:workspace/resources', resourceRoutes)
  routes.route('/w/:workspace/variables', variableRoutes)
  routes.route('/w/:workspace/scripts', scriptRoutes)
  routes.route('/w/:workspace/flows', flowRoutes)
  routes.route('/schedules', schedulePreviewRoutes)
  routes.route('/w/:workspace/schedules', scheduleRoutes)
  routes.route('/w/:workspace/jobs', filesCallRoutes)
  routes.route('/w/:workspace/jobs', jobRoutes)
  routes.route('/w/:workspace/jobs', waitedJobRoutes)
  routes.route('/w/:workspace/jobs', flowJobRoutes)
  routes.route('/w/:workspace/job_metrics', jobProgressRoutes)
  routes.route('/w/:workspace/jobs_u', jobStateRoutes)
  routes.route('/w/:workspace/apps', signedLinkRoutes)
  routes.route('/', s3ProxyRoutes)
  routes.get('/openapi.json', (c) => c.json(describeApi(routes)))
  return routes
}
