import 'server-only'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createRoute } from '@hono/zod-openapi'
import { applySuggestion } from '@/lib/doctor/apply-suggestion'
import { getCapabilities } from '@/lib/doctor/get-capabilities'
import { getDoctorState } from '@/lib/doctor/get-doctor-state'
import { capabilitiesSchema, type LookEvent } from '@/lib/doctor/report'
import { runDoctor } from '@/lib/doctor/run-doctor'
import { saveDoctorSettings } from '@/lib/doctor/save-doctor-settings'
import * as schema from '@/lib/doctor/schema'
import { createRouter } from './create-router'
import { ITEM_PATH, itemPathParams, readItemPath } from './item-path'
import { jsonRequest } from './json-request'
import { jsonResponse } from './json-response'
import { textResponse } from './text-response'

const runRoute = createRoute({
  method: 'post',
  path: `/run/${ITEM_PATH}`,
  summary: 'Look at what a resource describes, check by check',
  request: { params: itemPathParams, ...jsonRequest(schema.lookOptionsSchema) },
  responses: { 200: { description: 'Lines of JSON: a check each as soon as it is done, the report at the end' } },
})

const stateRoute = createRoute({
  method: 'get',
  path: `/get/${ITEM_PATH}`,
  summary: 'Tell what the doctor found out when it last looked',
  request: { params: itemPathParams },
  responses: jsonResponse(schema.doctorStateSchema, 'The last report and when the next one is due'),
})

const settingsRoute = createRoute({
  method: 'post',
  path: `/settings/${ITEM_PATH}`,
  summary: 'Set where probe files go and how often the doctor looks',
  request: { params: itemPathParams, ...jsonRequest(schema.doctorSettingsSchema) },
  responses: jsonResponse(schema.doctorStateSchema, 'What is known of the resource'),
})

const applyRoute = createRoute({
  method: 'post',
  path: `/apply/${ITEM_PATH}`,
  summary: 'Save into the resource what a check suggests',
  request: { params: itemPathParams, ...jsonRequest(schema.suggestedSchema) },
  responses: textResponse('Saved'),
})

const capabilitiesRoute = createRoute({
  method: 'get',
  path: '/capabilities',
  summary: 'Tell what works in a storage',
  request: { query: schema.getCapabilitiesSchema },
  responses: jsonResponse(capabilitiesSchema.nullable(), 'By name: true, false, or null where nobody can tell'),
})

/** Under `/api/w/:workspace/doctor`. */
export const doctorRoutes = createRouter()
  .openapi(runRoute, async (c) => {
    const at = readItemPath(c.req.valid('param'))
    const events = await runDoctor(c.get('ctx'), { ...at, ...c.req.valid('json') })
    c.env.outgoing.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
    await pipeline(Readable.from(lines(events)), c.env.outgoing).catch(() => c.env.outgoing.destroy())
    return RESPONSE_ALREADY_SENT
  })
  .openapi(stateRoute, async (c) => c.json(await getDoctorState(c.get('ctx'), readItemPath(c.req.valid('param'))), 200))
  .openapi(settingsRoute, async (c) => {
    const at = readItemPath(c.req.valid('param'))
    return c.json(await saveDoctorSettings(c.get('ctx'), { ...at, ...c.req.valid('json') }), 200)
  })
  .openapi(applyRoute, async (c) => {
    const at = readItemPath(c.req.valid('param'))
    await applySuggestion(c.get('ctx'), { ...at, ...c.req.valid('json') })
    return c.text(`resource ${at.path} updated`, 200)
  })
  .openapi(capabilitiesRoute, async (c) => c.json(await getCapabilities(c.get('ctx'), c.req.valid('query')), 200))

async function* lines(events: AsyncIterable<LookEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`
}
