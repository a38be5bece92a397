import { db } from '@/lib/db'
import { capabilitiesFrom } from '@/lib/doctor/capabilities'
import { DOCTOR_VERSION, type Report } from '@/lib/doctor/report'
import { createOrEditResource } from '@/lib/resources/edit-resource'
import type { RouteRequest } from './route-requests'
import { openFolder } from './route-requests-items'

const DOCTOR = '/api/w/:workspace/doctor'
const PATH = ':path{.+}'
const path = 'f/open/looked-at'
const params = { path }
const editedAt = new Date('2026-01-01T00:00:00Z')

// Nothing listens there: a look is over as soon as it has begun.
const value = {
  bucket: 'looked-at',
  region: 'eu-west-1',
  endPoint: 'http://127.0.0.1:9',
  pathStyle: true,
  accessKey: 'AK',
  secretKey: 'SK',
}

const report: Report = {
  ...{ version: DOCTOR_VERSION, startedAt: editedAt, finishedAt: editedAt, by: null, prefix: '', verdict: 'broken' },
  ...{ capabilities: capabilitiesFrom([]), changes: [], comparedWith: null },
  checks: [
    {
      ...{ name: 'region', label: 'Region', group: 'Sign-in', state: 'failed', ms: 1, evidence: '' },
      suggestion: { label: 'Use region eu-west-2', changes: { region: 'eu-west-2' } },
    },
  ],
}

/** A bucket that a look has found a wrong region of. */
async function lookedAt(): Promise<undefined> {
  await createOrEditResource(
    await openFolder(),
    { path, resource_type: 's3', value: { ...value, useSSL: false } },
    true,
  )
  const client = await db()
  const where = { workspaceId_path: { workspaceId: 'lab', path } }
  const { id: resourceId } = await client.resource.update({ where, data: { editedAt } })
  const data = { report: JSON.stringify(report), resourceAt: editedAt }
  await client.doctorRecord.upsert({ where: { resourceId }, create: { resourceId, ...data }, update: data })
}

/** Requests to the routes of the doctor. */
export const doctorRequests: Record<string, RouteRequest> = {
  [`POST ${DOCTOR}/run/${PATH}`]: { params, json: {}, before: lookedAt },
  [`GET ${DOCTOR}/get/${PATH}`]: { params, before: lookedAt },
  [`POST ${DOCTOR}/settings/${PATH}`]: { params, json: { prefix: 'team/', everyHours: 24 }, before: lookedAt },
  [`POST ${DOCTOR}/apply/${PATH}`]: { params, json: { check: 'region', editedAt }, before: lookedAt },
  [`GET ${DOCTOR}/capabilities`]: {},
}
