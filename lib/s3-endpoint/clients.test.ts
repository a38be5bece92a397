import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { azureSettingsOf, openTestContainer } from '@/lib/testing/azure-servers'
import { openTestGcs } from '@/lib/testing/gcs-servers'
import { runAwsSdk } from '@/lib/testing/s3-clients/aws-sdk-suite'
import { type Outcome, outcomeTable } from '@/lib/testing/s3-clients/outcome'
import { type ClientGround, linkResource, placeOf, startClientGround } from '@/lib/testing/s3-clients/place'
import { runPython } from '@/lib/testing/s3-clients/run-python'
import { openTestBucket } from '@/lib/testing/s3-servers'
import { testServer } from '@/lib/testing/servers'

// Ten clients, among them tools that start anew for each command, against four kinds of storage.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

const STORAGES = { _default_: 'local disk', bucket: 'S3', azure: 'Azure Blob', gcs: 'Google Cloud Storage' }
const DOCUMENT = join(import.meta.dirname, '../../docs/s3-endpoint.md')
const [BEGIN, END] = ['<!-- written by lib/s3-endpoint/clients.test.ts -->\n', '\n<!-- until here -->']

const [python, versitygw, azurite, fakeGcs] = await Promise.all([
  testServer('python'),
  testServer('versitygw'),
  testServer('azurite'),
  testServer('fake-gcs'),
])
const reason = [python, versitygw, azurite, fakeGcs].find((answer) => answer.reason !== null)?.reason ?? null

let ground: ClientGround
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  ground = await startClientGround()
  closing.push(() => ground.close())
  if (!versitygw.server || !azurite.server || !fakeGcs.server) return
  const bucket = await openTestBucket(versitygw.server)
  closing.push(() => bucket.close())
  await linkResource(ground, { name: 'bucket', resourceType: 's3', value: bucket.settings })
  const container = await openTestContainer(azurite.server)
  closing.push(() => container.close())
  const value = azureSettingsOf(azurite.server, { containerName: container.settings.containerName })
  await linkResource(ground, { name: 'azure', resourceType: 'azure_blob', value })
  const google = await openTestGcs(fakeGcs.server)
  closing.push(() => google.close())
  const serviceAccountKey = { type: 'service_account', ...google.settings.serviceAccountKey }
  await linkResource(ground, {
    name: 'gcs',
    resourceType: 'gcloud_storage',
    value: { ...google.settings, serviceAccountKey },
  })
})
afterAll(async () => {
  for (const close of closing) await close()
})

it.skipIf(reason !== null)(
  `every client works over every kind of storage as docs/s3-endpoint.md says${reason ? ` (left out: ${reason})` : ''}`,
  async () => {
    const places = await Promise.all(Object.keys(STORAGES).map((storage) => placeOf(ground, storage)))
    // Most of the time programs start, so two storages are tried side by side.
    const told = await Promise.all([tryAll(places.slice(0, 2)), tryAll(places.slice(2))])
    const outcomes = ['sdk', 'python'].flatMap((by) => told.flatMap((half) => half[by as 'sdk' | 'python']))
    const failed = outcomes.filter(({ outcome }) => outcome.startsWith('failed'))
    expect(failed, told.map(({ errors }) => errors).join('\n')).toEqual([])
    expect(await documented(outcomeTable(outcomes, STORAGES))).toBe(outcomeTable(outcomes, STORAGES))
  },
)

async function tryAll(places: Awaited<ReturnType<typeof placeOf>>[]) {
  const sdk: Outcome[] = []
  for (const place of places) sdk.push(...(await runAwsSdk(place)))
  const { outcomes, errors } = await runPython(python.server?.python ?? '', places)
  return { sdk, python: outcomes, errors }
}

/** The table that the document has; with UPDATE_DOCS=1 it is written there first. */
async function documented(table: string): Promise<string> {
  const text = await readFile(DOCUMENT, 'utf8')
  const [before = '', rest = ''] = text.split(BEGIN)
  const [found = '', after = ''] = rest.split(END)
  if (!isUpdating()) return found
  await writeFile(DOCUMENT, before + BEGIN + table + END + after)
  return table
}

function isUpdating(): boolean {
  return process.env.UPDATE_DOCS === '1'
}
