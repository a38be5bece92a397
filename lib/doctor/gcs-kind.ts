import * as z from 'zod'
import { diagnosedGcs } from '@/lib/storage/diagnose-gcs'
import { createGcsBucket, type GcsBucket, type GcsOptions, objectPath } from '@/lib/storage/gcs-client'
import { describeGcsFailure } from '@/lib/storage/gcs-errors'
import type { GcsSettings } from '@/lib/storage/gcs-settings'
import type { Finding, Stage } from './examine'
import type { ServiceExamination, ServiceKind } from './service-examination'
import { nextProbeKey, PROBE_BODY } from './store-examination'
import { waitsForWriting } from './store-stages'

const RULES = 'Rules of the bucket'
const DAY_SECONDS = 24 * 3600

const REMEDIES: ServiceKind['remedies'] = {
  no_credentials: 'Enter the JSON key of a service account, or let this server run with a Google identity.',
  wrong_secret:
    'Make a new key of the service account and enter the whole JSON file. The account or its key may have been deleted or disabled.',
  missing_bucket: 'Check the name of the bucket, or create it first.',
  no_list_permission: 'Give the service account the right storage.objects.list; the role of this page has it.',
  no_read_permission: 'Give the service account the right storage.objects.get; the role of this page has it.',
  no_write_permission:
    'Give the service account the rights storage.objects.create and storage.objects.delete; the role of this page has them. Or leave it: the storage is then read-only.',
  not_s3: 'Leave the endpoint empty for Google, or enter the address of a server that speaks its JSON API.',
  closed: 'Check that the endpoint is the JSON API itself and that no proxy in between closes connections.',
}

/** What a bucket tells of its rules. */
const rulesSchema = z.object({
  versioning: z.object({ enabled: z.boolean().optional() }).optional(),
  softDeletePolicy: z.object({ retentionDurationSeconds: z.coerce.number().optional() }).optional(),
  retentionPolicy: z
    .object({ retentionPeriod: z.coerce.number().optional(), isLocked: z.boolean().optional() })
    .optional(),
  objectRetention: z.object({ mode: z.string().optional() }).optional(),
  defaultEventBasedHold: z.boolean().optional(),
})
type Rules = z.output<typeof rulesSchema>

/** What is particular to a bucket on Google Cloud Storage. */
export function gcsKind(settings: GcsSettings, options: GcsOptions = {}): ServiceKind {
  const service = diagnosedGcs(settings, options)
  let opened: GcsBucket | null = null
  let asked: Promise<Rules | Finding> | null = null
  const bucket = () => {
    opened ??= createGcsBucket(settings, { ...service.options, ...options, maxAttempts: 1 })
    return opened
  }
  const rule = (name: string, label: string, judge: (rules: Rules, look: ServiceExamination) => Finding) => ({
    ...{ name, label, group: RULES },
    run: async (look: ServiceExamination) => {
      asked ??= askRules(bucket())
      const found = await asked
      return 'state' in found ? found : judge(found, look)
    },
  })
  return {
    ...{ service, remedies: REMEDIES },
    credentials: [
      {
        name: 'credential',
        label: 'Kind of credentials',
        group: 'Sign-in',
        run: async () => lookAtCredential(settings),
      },
    ],
    rules: [
      rule('versioning', 'Versions', judgeVersions),
      rule('soft_delete', 'Soft delete', judgeSoftDelete),
      rule('lock', 'Retention', judgeRetention),
    ],
    abilities: [checksums(bucket)],
    removeVersions: (key) => removeVersions(bucket(), key),
    close: () => opened?.close(),
  }
}

function lookAtCredential({ serviceAccountKey: key }: GcsSettings): Finding {
  if (!key) return { state: 'passed', evidence: 'The Google identity of this server.' }
  const id = key.private_key_id ? `, key ${key.private_key_id}` : ''
  return { state: 'passed', evidence: `The service account ${key.client_email}${id}.` }
}

/** Few accounts may ask; that is no mistake. */
async function askRules(bucket: GcsBucket): Promise<Rules | Finding> {
  try {
    const { data } = await bucket.request({ path: objectPath(bucket).replace(/\/o$/, '') })
    return rulesSchema.parse(data)
  } catch (error) {
    const failure = describeGcsFailure(error)
    if (failure?.status !== 403) throw error
    const evidence = 'The service account may not ask for the rules of the bucket (storage.buckets.get).'
    return { state: 'absent', cause: 'not_told', evidence }
  }
}

function judgeVersions({ versioning }: Rules): Finding {
  if (versioning?.enabled) return { state: 'passed', evidence: 'Kept: older versions of files can be brought back.' }
  return { state: 'absent', evidence: 'Off: what is overwritten is gone.' }
}

function judgeSoftDelete({ softDeletePolicy }: Rules): Finding {
  const seconds = softDeletePolicy?.retentionDurationSeconds ?? 0
  if (seconds === 0) return { state: 'absent', evidence: 'Off: what is removed is gone.' }
  return { state: 'passed', evidence: `On: what is removed can be brought back for ${daysOf(seconds)}.` }
}

function judgeRetention(
  { retentionPolicy, objectRetention, defaultEventBasedHold }: Rules,
  look: ServiceExamination,
): Finding {
  const seconds = retentionPolicy?.retentionPeriod ?? 0
  if (seconds > 0 || defaultEventBasedHold) {
    const rule = seconds > 0 ? `for ${daysOf(seconds)}` : 'until its hold is ended'
    look.retention = `Nothing is written: the bucket would keep a probe file ${rule}.`
    const locked = retentionPolicy?.isLocked ? ', and the rule is locked' : ''
    return { state: 'passed', evidence: `On: every new file is kept ${rule}${locked}.` }
  }
  if (objectRetention?.mode !== 'Enabled') return { state: 'absent', evidence: 'Off.' }
  return { state: 'passed', evidence: 'On, without a rule for new files.' }
}

function daysOf(seconds: number): string {
  const days = Math.ceil(seconds / DAY_SECONDS)
  return `${days} ${days === 1 ? 'day' : 'days'}`
}

/** A body that is not what its MD5 says must be refused, so that none is damaged on its way unseen. */
function checksums(bucket: () => GcsBucket): Stage<ServiceExamination> {
  return {
    ...{ name: 'checksums', label: 'Checksums', group: 'Abilities', waits: waitsForWriting },
    async run(look) {
      const key = nextProbeKey(look)
      look.left.add(key)
      const status = await sendWithWrongMd5(bucket(), key)
      if (status !== 400) return { state: 'absent', evidence: `A file with a wrong MD5 was answered ${status}.` }
      look.left.delete(key)
      return { state: 'passed', evidence: 'A file that its MD5 does not fit was refused.' }
    },
  }
}

/** In the form that takes description and bytes in one request. The status of the answer. */
async function sendWithWrongMd5(bucket: GcsBucket, name: string): Promise<number> {
  const boundary = 'granary-doctor'
  const description = JSON.stringify({ name, md5Hash: Buffer.alloc(16).toString('base64') })
  const parts = [
    `--${boundary}\r\ncontent-type: application/json\r\n\r\n${description}\r\n`,
    `--${boundary}\r\ncontent-type: text/plain\r\n\r\n${PROBE_BODY}\r\n--${boundary}--\r\n`,
  ]
  const { status } = await bucket.request({
    ...{ path: `/upload${objectPath(bucket)}`, method: 'POST', params: { uploadType: 'multipart' } },
    headers: { 'content-type': `multipart/related; boundary=${boundary}` },
    data: parts.join(''),
    validateStatus: (code) => code < 500 && code !== 403,
  })
  return status
}

async function removeVersions(bucket: GcsBucket, key: string): Promise<void> {
  const params = { prefix: key, versions: true, fields: 'items(name,generation)' }
  const { data } = await bucket.request<{ items?: { name: string; generation: string }[] }>({
    ...{ path: objectPath(bucket), params },
  })
  for (const { name, generation } of data.items ?? [])
    if (name === key)
      await bucket.request({
        path: objectPath(bucket, key),
        method: 'DELETE',
        params: { generation },
        responseType: 'text',
      })
}
