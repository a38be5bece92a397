import { db } from '@/lib/db'
import { createFlow } from '@/lib/pipelines/save-flow'
import type { RouteRequest } from './route-requests'
import { openFolder } from './route-requests-items'

const FLOWS = '/api/w/:workspace/flows'
const PATH = ':path{.+}'

const path = 'f/open/item'
const value = { modules: [{ id: 'a', value: { type: 'identity' } }] }

async function nothing(): Promise<undefined> {
  await openFolder()
  await (await db()).flow.deleteMany({ where: { workspaceId: 'lab', path } })
}

/** A pipeline that hands on what it gets. */
export async function savedFlow(): Promise<undefined> {
  await nothing()
  await createFlow(await openFolder(), { path, value })
}

const known = { params: { path }, before: savedFlow }

/** Requests to the routes of pipelines. */
export const flowRequests: Record<string, RouteRequest> = {
  [`POST ${FLOWS}/create`]: { json: { path, value }, before: nothing },
  [`POST ${FLOWS}/update/${PATH}`]: { ...known, json: { value } },
  [`POST ${FLOWS}/archive/${PATH}`]: { ...known, json: { archived: true } },
  [`DELETE ${FLOWS}/delete/${PATH}`]: known,
  [`GET ${FLOWS}/get/${PATH}`]: known,
  [`GET ${FLOWS}/exists/${PATH}`]: known,
  [`GET ${FLOWS}/list`]: {},
}
