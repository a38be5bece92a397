import { changes, type RouteAccess, reads } from './route-entry'

const SCHEDULES = '/api/w/:workspace/schedules'
const PATH = ':path{.+}'

/** Who may call the routes of schedules. What lies where decides the rest. */
export const scheduleAccess: Readonly<Record<string, RouteAccess>> = {
  'POST /api/schedules/preview': reads('person', 'self'),
  [`POST ${SCHEDULES}/create`]: changes('developer', 'workspace'),
  [`POST ${SCHEDULES}/update/${PATH}`]: changes('developer', 'workspace'),
  [`POST ${SCHEDULES}/setenabled/${PATH}`]: changes('developer', 'workspace'),
  [`DELETE ${SCHEDULES}/delete/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${SCHEDULES}/get/${PATH}`]: reads('member', 'workspace'),
  [`GET ${SCHEDULES}/exists/${PATH}`]: reads('member', 'workspace'),
  [`GET ${SCHEDULES}/list`]: reads('member', 'workspace'),
}
