import type { Context } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { applySuggestion } from '@/lib/doctor/apply-suggestion'
import type { LookEvent, Report } from '@/lib/doctor/report'
import { runDoctor } from '@/lib/doctor/run-doctor'
import { createResource } from '@/lib/resources/create-resource'
import { getStorageSettings } from '@/lib/storage-settings/get-storage-settings'
import { saveStorageSettings } from '@/lib/storage-settings/save-storage-settings'
import type { TestBucket } from './s3-servers'

/** The resource that tests of the doctor look at. */
export const path = 'f/team/bucket'

/** A look of the doctor, to its end. */
export async function look(ctx: Context, at = path, prefix?: string): Promise<Report> {
  const events: LookEvent[] = []
  for await (const event of await runDoctor(ctx, { path: at, prefix })) events.push(event)
  const last = events.at(-1)
  if (!last || !('report' in last)) throw new Error('no report')
  return last.report
}

/** Entries of the audit log. */
export const entries = async (operation: string) => (await db()).auditEntry.findMany({ where: { operation } })

/** A bucket as the primary storage, with a region that is not its own; nothing else is stored. */
export async function storeBucket(ada: Context, bucket: TestBucket): Promise<void> {
  const client = await db()
  await client.storageSetting.deleteMany()
  await client.resource.deleteMany()
  await client.auditEntry.deleteMany()
  const { caCertificate: _, ...value } = bucket.settings
  const resource = { path, newFolder: true, resourceType: 's3', description: 'Ours' }
  await createResource(ada, { ...resource, value: { ...value, region: 'eu-west-9' } })
  const primary = { resourcePath: path, publicResource: false, rules: null }
  const { version } = await getStorageSettings(ada)
  await saveStorageSettings(ada, { version, primary, secondary: [] })
}

export const editedAt = async () => (await (await db()).resource.findFirstOrThrow({ where: { path } })).editedAt

/** Puts the region right, as the doctor suggests it. */
export async function mend(ada: Context) {
  await look(ada)
  return applySuggestion(ada, { path, check: 'region', editedAt: await editedAt() })
}
