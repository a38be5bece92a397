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
import { tidyUp } from './tidy'
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
    if (look.left.size > 0) yield await tidyUp({ left: look.left, remove: () => removeLeft(look) })
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

async function removeLeft(look: S3Examination): Promise<void> {
  for (const probe of [...look.left.values()]) await removeProbe(look, probe).catch(() => undefined)
}
