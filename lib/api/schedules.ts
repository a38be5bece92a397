import 'server-only'
import { createRoute, z } from '@hono/zod-openapi'
import { nextTimes } from '@/lib/schedules/cron'
import { getSchedule, listSchedules, scheduleExists } from '@/lib/schedules/get-schedule'
import { createSchedule, deleteSchedule, setScheduleEnabled, updateSchedule } from '@/lib/schedules/save-schedule'
import * as schemas from '@/lib/schedules/schema'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const PREVIEWED_TIMES = 5
const params = itemPathParams

const createScheduleRoute = createRoute({
  method: 'post',
  path: '/create',
  summary: 'Run a script or a pipeline at certain times',
  request: jsonRequest(schemas.newScheduleSchema),
  responses: textResponse('Its path'),
})

const updateRoute = createRoute({
  method: 'post',
  path: `/update/${ITEM_PATH}`,
  summary: 'Change a schedule',
  request: { params, ...jsonRequest(schemas.editScheduleSchema) },
  responses: textResponse('Its path'),
})

const enableRoute = createRoute({
  method: 'post',
  path: `/setenabled/${ITEM_PATH}`,
  summary: 'Switch a schedule on or off',
  request: { params, ...jsonRequest(schemas.enabledSchema) },
  responses: textResponse('Its path'),
})

const deleteRoute = createRoute({
  method: 'delete',
  path: `/delete/${ITEM_PATH}`,
  summary: 'Delete a schedule',
  request: { params },
  responses: textResponse('Its path'),
})

const getRoute = createRoute({
  method: 'get',
  path: `/get/${ITEM_PATH}`,
  summary: 'Get a schedule',
  request: { params },
  responses: jsonResponse(schemas.wireScheduleSchema, 'The schedule'),
})

const existsRoute = createRoute({
  method: 'get',
  path: `/exists/${ITEM_PATH}`,
  summary: 'Tell whether a schedule is there',
  request: { params },
  responses: jsonResponse(z.boolean(), 'Whether there is one that the caller can see'),
})

const listRoute = createRoute({
  method: 'get',
  path: '/list',
  summary: 'List schedules',
  request: { query: schemas.scheduleListSchema },
  responses: jsonResponse(z.array(schemas.wireScheduleSchema), 'The schedules of one page, by path'),
})

const previewRoute = createRoute({
  method: 'post',
  path: '/preview',
  summary: 'The next times of a cron expression',
  request: jsonRequest(schemas.previewScheduleSchema),
  responses: jsonResponse(z.array(z.string()), 'The next times'),
})

/** Under `/schedules`, for whoever is signed in. */
export const schedulePreviewRoutes = createRouter().openapi(previewRoute, (c) => {
  const { schedule: cron, timezone } = c.req.valid('json')
  const times = nextTimes({ cron, timezone }, PREVIEWED_TIMES)
  return c.json(
    times.map((time) => time.toISOString()),
    200,
  )
})

/** Under `/w/:workspace/schedules`. */
export const scheduleRoutes = createRouter()
  .openapi(createScheduleRoute, async (c) =>
    c.text((await createSchedule(c.get('ctx'), c.req.valid('json'))).path, 200),
  )
  .openapi(updateRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...readItemPath(c.req.valid('param')) }
    return c.text((await updateSchedule(c.get('ctx'), input)).path, 200)
  })
  .openapi(enableRoute, async (c) => {
    const input = { ...c.req.valid('json'), ...readItemPath(c.req.valid('param')) }
    return c.text((await setScheduleEnabled(c.get('ctx'), input)).path, 200)
  })
  .openapi(deleteRoute, async (c) =>
    c.text((await deleteSchedule(c.get('ctx'), readItemPath(c.req.valid('param')))).path, 200),
  )
  .openapi(getRoute, async (c) => c.json(await getSchedule(c.get('ctx'), readItemPath(c.req.valid('param'))), 200))
  .openapi(existsRoute, async (c) =>
    c.json(await scheduleExists(c.get('ctx'), readItemPath(c.req.valid('param'))), 200),
  )
  .openapi(listRoute, async (c) => c.json(await listSchedules(c.get('ctx'), c.req.valid('query')), 200))
