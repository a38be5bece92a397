import type { S3Settings } from '@/lib/storage/s3-settings'
import { examine, type Stage, TIDY_MS } from './examine'
import type { Check } from './report'
import { abilityStages } from './s3-abilities'
import { toFailure } from './s3-answer'
import { directStages } from './s3-direct'
import { beginExamination, type S3Examination, type S3ExaminationOptions } from './s3-examination'
import { listStages } from './s3-lists'
import { objectStages } from './s3-objects'
import { removeProbe } from './s3-probe'
import { reachStages } from './s3-reach'
import { ruleStages } from './s3-rules'
import { signInStages } from './s3-sign-in'
import { within } from './within'

const stages = [
  ...reachStages,
  ...signInStages,
  ...listStages,
  ...ruleStages,
  ...objectStages,
  ...abilityStages,
  ...directStages,
].map(explained)

/**
 * Looks at a bucket from its address to what browsers may do with it, and tells each check as soon as it is done. Writes only
 * small files under keys made at random, and removes them again.
 */
export async function* examineS3(settings: S3Settings, options: S3ExaminationOptions): AsyncGenerator<Check> {
  const look = beginExamination(settings, options)
  try {
    yield* examine(stages, look)
    if (look.left.size > 0) yield await tidy(look)
  } finally {
    // Also when nobody listens any more.
    await within(TIDY_MS, removeLeft(look)).catch(() => undefined)
    look.close()
  }
}

/** What a stage did not expect of a server is a failure of that stage, with the server's answer. */
function explained(stage: Stage<S3Examination>): Stage<S3Examination> {
  return { ...stage, run: (look) => stage.run(look).catch((error) => toFailure(look, error)) }
}

async function tidy(look: S3Examination): Promise<Check> {
  const start = performance.now()
  await within(TIDY_MS, removeLeft(look)).catch(() => undefined)
  const names = [...look.left.keys()].map((key) => JSON.stringify(key))
  const check = { name: 'tidy', label: 'Tidying up', group: 'Writing', ms: Math.round(performance.now() - start) }
  if (names.length === 0) return { ...check, state: 'passed', evidence: 'Everything that was written is removed.' }
  const problem = 'The key may write files but not remove them.'
  const remedy = 'Remove them by hand, and give this key the right to remove files.'
  return {
    ...check,
    state: 'failed',
    evidence: `Left behind: ${names.join(', ')}.`,
    cause: 'left_behind',
    problem,
    remedy,
  }
}

async function removeLeft(look: S3Examination): Promise<void> {
  for (const probe of [...look.left.values()]) await removeProbe(look, probe).catch(() => undefined)
}
