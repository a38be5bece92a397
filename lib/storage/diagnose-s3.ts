import { randomUUID } from 'node:crypto'
import { problemOf } from './diagnose-cause'
import { checkAddress, checkConnection } from './diagnose-connection'
import { findRemedy } from './diagnose-remedy'
import {
  type DiagnosisCause,
  type DiagnosisContext,
  type DiagnosisOptions,
  type DiagnosisProblem,
  type DiagnosisStep,
  elapsed,
} from './diagnosis'
import { openS3 } from './s3'
import { createBucket } from './s3-bucket'
import { listObjects } from './s3-list'
import { checkSettings, requestHost, type S3Settings, signingRegion } from './s3-settings'

const IDLE_TIMEOUT_MS = 10_000

/** Failures that a server only tells after it has accepted the signature. */
const AFTER_SIGNATURE: DiagnosisCause[] = ['missing_bucket', 'no_list_permission']

/**
 * Tests settings stage by stage, as far as they carry: address, connection, signature, list, read and, when asked,
 * write. Nothing but the optional write changes the bucket.
 */
export async function* diagnoseS3(settings: S3Settings, options: DiagnosisOptions = {}): AsyncGenerator<DiagnosisStep> {
  const patience = { idleTimeoutMs: IDLE_TIMEOUT_MS, ...options, maxAttempts: 1 }
  const context: DiagnosisContext = { settings, options: patience, addresses: [], sample: null }
  const stages = [
    stage('address', checkAddress),
    stage('connection', checkConnection),
    checkList,
    stage('read', checkRead),
  ]
  if (options.write) stages.push(stage('write', checkWrite))
  for (const run of stages) {
    const steps = await run(context)
    yield* steps
    if (steps.some(({ ok }) => !ok)) return
  }
}

type Stage = (context: DiagnosisContext) => Promise<DiagnosisStep[]>

function stage(step: DiagnosisStep['step'], check: (context: DiagnosisContext) => Promise<DiagnosisStep>): Stage {
  return async (context) => {
    try {
      checkSettings(context.settings, context.options)
      return [await check(context)]
    } catch (error) {
      const problem = permissionOf(step, problemOf(error, context.settings))
      return [failed(step, await findRemedy(problem, context.settings, context.options))]
    }
  }
}

// One request proves the signature and lists; which of the two failed, the error tells.
async function checkList(context: DiagnosisContext): Promise<DiagnosisStep[]> {
  const { settings, options } = context
  const start = performance.now()
  const bucket = createBucket(settings, options)
  const signature = {
    step: 'signature' as const,
    ok: true,
    detail: `${requestHost(settings).host} accepted the ${settings.roleArn ? 'role' : 'keys'} for region ${signingRegion(settings)}.`,
  }
  try {
    const { objects, cursor } = await listObjects(bucket, { limit: 100 })
    context.sample = objects.find(({ size }) => size > 0)?.key ?? null
    const count =
      objects.length === 0
        ? 'it is empty'
        : `it holds ${cursor ? 'more than ' : ''}${objects.length} ${objects.length === 1 ? 'file' : 'files'}`
    return [
      signature,
      { step: 'list', ok: true, detail: `Listed bucket "${settings.bucket}": ${count} (${elapsed(start)}).` },
    ]
  } catch (error) {
    const problem = problemOf(error, settings)
    const found = await findRemedy(problem, settings, options)
    if (AFTER_SIGNATURE.includes(found.cause)) return [signature, failed('list', found)]
    return [failed('signature', found)]
  } finally {
    bucket.client.destroy()
  }
}

async function checkRead({ settings, options, sample }: DiagnosisContext): Promise<DiagnosisStep> {
  if (sample === null) return { step: 'read', ok: true, detail: 'There is nothing to read yet.' }
  const start = performance.now()
  const store = openS3(settings, options)
  try {
    const { body } = await store.read(sample, { range: { start: 0, end: 1 } })
    await body.toArray()
    return { step: 'read', ok: true, detail: `Read the first byte of ${JSON.stringify(sample)} (${elapsed(start)}).` }
  } finally {
    await store.close?.()
  }
}

async function checkWrite({ settings, options }: DiagnosisContext): Promise<DiagnosisStep> {
  const start = performance.now()
  const key = `.granary-test-${randomUUID()}`
  const store = openS3(settings, options)
  try {
    await store.write(key, Buffer.from('A connection test of Granary wrote this file.\n'))
    const [failure] = await store.remove([key])
    if (failure)
      return failed('write', {
        cause: 'no_write_permission',
        sentence: `"${key}" was written but could not be removed: ${failure.reason}`,
      })
    return { step: 'write', ok: true, detail: `Wrote and removed "${key}" (${elapsed(start)}).` }
  } finally {
    await store.close?.()
  }
}

function failed(step: DiagnosisStep['step'], problem: DiagnosisProblem): DiagnosisStep {
  return { step, ok: false, detail: problem.sentence, problem }
}

function permissionOf(step: DiagnosisStep['step'], problem: DiagnosisProblem): DiagnosisProblem {
  if (problem.cause !== 'no_list_permission') return problem
  return { ...problem, cause: step === 'write' ? 'no_write_permission' : 'no_read_permission' }
}
