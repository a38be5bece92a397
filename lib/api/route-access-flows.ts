import { changes, type RouteAccess, reads } from './route-entry'

const FLOWS = '/api/w/:workspace/flows'
const PATH = ':path{.+}'

/** Who may call the routes of pipelines. What lies where decides the rest. */
export const flowAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${FLOWS}/create`]: changes('developer', 'workspace'),
  [`POST ${FLOWS}/update/${PATH}`]: changes('developer', 'workspace'),
  [`POST ${FLOWS}/archive/${PATH}`]: changes('developer', 'workspace'),
  [`DELETE ${FLOWS}/delete/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${FLOWS}/get/${PATH}`]: reads('member', 'workspace'),
  [`GET ${FLOWS}/exists/${PATH}`]: reads('member', 'workspace'),
  [`GET ${FLOWS}/list`]: reads('member', 'workspace'),
}
