import { listObjects } from '@/lib/storage/s3-list'
import type { Finding, Stage } from './examine'
import { remedies } from './remedies'
import { toFailure } from './s3-answer'
import type { S3Examination } from './s3-examination'

const GROUP = 'Reading'

/** Whether the key may list, all of the bucket or a folder of it. */
export const listStages: readonly Stage<S3Examination>[] = [
  { name: 'list', label: 'List the bucket', group: GROUP, run: lookAtList },
  { name: 'list_prefix', label: 'List a folder', group: GROUP, run: lookAtFolder },
]

async function lookAtList({ settings, listed }: S3Examination): Promise<Finding> {
  if (!listed || listed.denied)
    return {
      state: 'failed',
      evidence: 'The list of the whole bucket was refused with 403.',
      cause: 'no_list_permission',
      problem: `The key may not list bucket "${settings.bucket}". People who browse it see nothing.`,
      remedy: `${remedies.no_list_permission} If the key is meant for one folder only, enter that folder above and look again.`,
    }
  const names = `${listed.more ? 'more than ' : ''}${listed.count} ${listed.count === 1 ? 'name' : 'names'}`
  return { state: 'passed', evidence: `It holds ${listed.count === 0 ? 'nothing yet' : names} at its first level.` }
}

async function lookAtFolder(look: S3Examination): Promise<Finding> {
  const prefix = look.options.prefix || look.listed?.folder || 'granary-doctor/'
  try {
    const { objects, cursor } = await listObjects(look.bucket, { limit: 10, prefix })
    const wrong = objects.find(({ key }) => !key.startsWith(prefix))
    if (wrong) return ignoresPrefix(prefix)
    look.sample ??= objects.find(({ size }) => size > 0)?.key ?? null
    const count = `${cursor ? 'more than ' : ''}${objects.length} ${objects.length === 1 ? 'file' : 'files'}`
    return { state: 'passed', evidence: `Listed ${JSON.stringify(prefix)}: ${objects.length === 0 ? 'empty' : count}.` }
  } catch (error) {
    const failure = toFailure(look, error, 'no_list_permission')
    return { ...failure, evidence: `Asked for ${JSON.stringify(prefix)}. ${failure.evidence}` }
  }
}

function ignoresPrefix(prefix: string): Finding {
  return {
    state: 'failed',
    evidence: `Asked for ${JSON.stringify(prefix)}, got files that do not lie in it.`,
    cause: 'prefix_ignored',
    problem: 'The server does not list by folder. Browsing shows wrong files.',
    remedy: 'Use a newer version of the storage server.',
  }
}
