import { changes, type RouteAccess, reads } from './route-entry'

const RESOURCES = '/api/w/:workspace/resources'
const TYPES = `${RESOURCES}/type`
const VARIABLES = '/api/w/:workspace/variables'
const SCRIPTS = '/api/w/:workspace/scripts'
const PATH = ':path{.+}'

/** Who may call the routes of resources, their types, variables and scripts. What lies where decides the rest. */
export const itemAccess: Readonly<Record<string, RouteAccess>> = {
  [`POST ${RESOURCES}/create`]: changes('developer', 'workspace'),
  [`POST ${RESOURCES}/update/${PATH}`]: changes('developer', 'workspace'),
  [`POST ${RESOURCES}/update_value/${PATH}`]: changes('developer', 'workspace'),
  [`DELETE ${RESOURCES}/delete/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${RESOURCES}/get/${PATH}`]: reads('member', 'workspace'),
  [`GET ${RESOURCES}/get_value/${PATH}`]: reads('member', 'workspace'),
  [`GET ${RESOURCES}/get_value_interpolated/${PATH}`]: reads('member', 'workspace'),
  [`GET ${RESOURCES}/exists/${PATH}`]: reads('member', 'workspace'),
  [`GET ${RESOURCES}/list`]: reads('member', 'workspace'),
  [`GET ${TYPES}/list`]: reads('member', 'workspace'),
  [`GET ${TYPES}/listnames`]: reads('member', 'workspace'),
  [`GET ${TYPES}/get/:name`]: reads('member', 'workspace'),
  [`GET ${TYPES}/exists/:name`]: reads('member', 'workspace'),
  [`POST ${TYPES}/create`]: changes('admin', 'workspace'),
  [`POST ${TYPES}/update/:name`]: changes('admin', 'workspace'),
  [`DELETE ${TYPES}/delete/:name`]: changes('admin', 'workspace'),
  [`POST ${VARIABLES}/create`]: changes('developer', 'workspace'),
  [`POST ${VARIABLES}/update/${PATH}`]: changes('developer', 'workspace'),
  [`DELETE ${VARIABLES}/delete/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${VARIABLES}/get/${PATH}`]: reads('member', 'workspace'),
  [`GET ${VARIABLES}/get_value/${PATH}`]: reads('member', 'workspace'),
  [`GET ${VARIABLES}/exists/${PATH}`]: reads('member', 'workspace'),
  [`GET ${VARIABLES}/list`]: reads('member', 'workspace'),
  [`POST ${SCRIPTS}/create`]: changes('developer', 'workspace'),
  [`GET ${SCRIPTS}/get/p/${PATH}`]: reads('member', 'workspace'),
  [`GET ${SCRIPTS}/get/h/:hash`]: reads('member', 'workspace'),
  [`GET ${SCRIPTS}/list`]: reads('member', 'workspace'),
  [`GET ${SCRIPTS}/raw/p/${PATH}`]: reads('member', 'workspace'),
  [`GET ${SCRIPTS}/exists/p/${PATH}`]: reads('member', 'workspace'),
  [`GET ${SCRIPTS}/history/p/${PATH}`]: reads('member', 'workspace'),
  [`POST ${SCRIPTS}/archive/p/${PATH}`]: changes('developer', 'workspace'),
  [`POST ${SCRIPTS}/delete/p/${PATH}`]: changes('developer', 'workspace'),
  [`GET ${SCRIPTS}/export`]: reads('member', 'workspace'),
  [`POST ${SCRIPTS}/import`]: changes('developer', 'workspace'),
}
