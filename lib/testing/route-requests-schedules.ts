import { db } from '@/lib/db'
import { createSchedule } from '@/lib/schedules/save-schedule'
import type { RouteRequest } from './route-requests'
import { openFolder, scriptVersion } from './route-requests-items'

const SCHEDULES = '/api/w/:workspace/schedules'
const PATH = ':path{.+}'

const path = 'f/open/item'
const times = { schedule: '0 6 * * *', timezone: 'Europe/Berlin' }
const schedule = { ...times, path, script_path: path, args: {}, enabled: false }

/** The script alone, without a schedule of it. */
async function script(): Promise<undefined> {
  await scriptVersion()
  await (await db()).schedule.deleteMany({ where: { workspaceId: 'lab', path } })
}

async function scheduled(): Promise<undefined> {
  await script()
  await createSchedule(await openFolder(), schedule)
}

const known = { params: { path }, before: scheduled }

/** Requests to the routes of schedules. */
export const scheduleRequests: Record<string, RouteRequest> = {
  'POST /api/schedules/preview': { json: times },
  [`POST ${SCHEDULES}/create`]: { json: schedule, before: script },
  [`POST ${SCHEDULES}/update/${PATH}`]: { ...known, json: { ...times, args: {} } },
  [`POST ${SCHEDULES}/setenabled/${PATH}`]: { ...known, json: { enabled: false } },
  [`DELETE ${SCHEDULES}/delete/${PATH}`]: known,
  [`GET ${SCHEDULES}/get/${PATH}`]: known,
  [`GET ${SCHEDULES}/exists/${PATH}`]: known,
  [`GET ${SCHEDULES}/list`]: {},
}
