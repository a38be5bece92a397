import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3'
import { describeFailure } from '@/lib/storage/s3-errors'
import type { Finding, Stage } from './examine'
import { answerOf, isDenied, isUnsupported, toFailure } from './s3-answer'
import type { S3Examination } from './s3-examination'

const GROUP = 'Rules of the bucket'

/** What becomes of files that are overwritten or removed. Looked at before anything is written. */
export const ruleStages: readonly Stage<S3Examination>[] = [
  { name: 'versioning', label: 'Versions', group: GROUP, run: lookAtVersions },
  { name: 'lock', label: 'Object lock', group: GROUP, run: lookAtLock },
]

async function lookAtVersions(look: S3Examination): Promise<Finding> {
  try {
    const { Status } = await look.bucket.client.send(new GetBucketVersioningCommand({ Bucket: look.settings.bucket }))
    look.versioned = Status === 'Enabled'
    if (look.versioned) return { state: 'passed', evidence: 'Kept: older versions of files can be brought back.' }
    const off = Status === 'Suspended' ? 'Suspended' : 'Off'
    return { state: 'absent', evidence: `${off}: what is overwritten or removed is gone.` }
  } catch (error) {
    return notTold(look, error, 'versions')
  }
}

async function lookAtLock(look: S3Examination): Promise<Finding> {
  try {
    const request = new GetObjectLockConfigurationCommand({ Bucket: look.settings.bucket })
    const { ObjectLockConfiguration: lock } = await look.bucket.client.send(request)
    if (lock?.ObjectLockEnabled !== 'Enabled') return { state: 'absent', evidence: 'Off.' }
    const { Mode, Days, Years } = lock.Rule?.DefaultRetention ?? {}
    if (!Mode) return { state: 'passed', evidence: 'On, without a rule for new files.' }
    const time = Years ? `${Years} years` : `${Days ?? 0} days`
    look.retention = `Nothing is written: the object lock of this bucket would keep a probe file for ${time}.`
    return { state: 'passed', evidence: `On: every new file is kept for ${time} (${Mode.toLowerCase()}).` }
  } catch (error) {
    const code = describeFailure(error)?.code
    if (code === 'ObjectLockConfigurationNotFoundError' || code === 'NoSuchObjectLockConfiguration')
      return { state: 'absent', evidence: 'Off.' }
    return notTold(look, error, 'object lock')
  }
}

/** Few keys may ask, and few servers know; that is no mistake. */
function notTold(look: S3Examination, error: unknown, what: string): Finding {
  if (isDenied(error))
    return { state: 'absent', cause: 'not_told', evidence: `${answerOf(error)} The key may not ask about ${what}.` }
  const status = describeFailure(error)?.status
  if (isUnsupported(error) || (status && status < 500))
    return { state: 'absent', evidence: `${answerOf(error)} The server does not know ${what}.` }
  return toFailure(look, error)
}
