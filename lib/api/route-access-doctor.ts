import { changes, type RouteAccess, reads } from './route-entry'

const DOCTOR = '/api/w/:workspace/doctor'
const PATH = ':path{.+}'

/** Who may call the routes of the doctor. Who may change the resource, or administers the storage, decides the rest. */
export const doctorAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${DOCTOR}/run/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${DOCTOR}/get/${PATH}`]: reads('developer', 'workspace'),
  [`POST ${DOCTOR}/settings/${PATH}`]: changes('developer', 'workspace'),
  [`POST ${DOCTOR}/apply/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${DOCTOR}/capabilities`]: reads('member', 'objects', { opensStorage: true }),
}
