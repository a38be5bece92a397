import { AppError } from '@/lib/errors'
import { problemOf } from '@/lib/storage/diagnose-cause'
import type { DiagnosisCause } from '@/lib/storage/diagnosis'
import { BlockedAddress } from '@/lib/storage/guarded-address'
import { describeFailure } from '@/lib/storage/s3-errors'
import type { Finding } from './examine'
import { remedies } from './remedies'
import type { S3Examination } from './s3-examination'

/** What a request was answered, as evidence: status and code alone, for servers choose their other words. */
export function answerOf(error: unknown): string {
  // One text for every blocked address, whatever lies there.
  if (error instanceof BlockedAddress) return 'Not tried: the address is not permitted.'
  const failure = describeFailure(error instanceof AppError ? (error.cause ?? error) : error)
  if (!failure) return 'The answer could not be understood.'
  const code = /^[\w.-]{1,64}$/.test(failure.code) ? failure.code : 'an unknown error'
  return failure.status === null ? `It ended with ${code}.` : `The server answered ${failure.status} ${code}.`
}

/** A failed request as a finding, with the cause as given where the stage knows better. */
export function toFailure(look: S3Examination, error: unknown, known?: DiagnosisCause): Finding {
  const problem = problemOf(error, look.settings)
  const cause = known && problem.cause === 'no_list_permission' ? known : problem.cause
  return {
    state: 'failed',
    evidence: answerOf(error),
    cause,
    problem: problem.sentence,
    remedy: remedies[cause],
    suggestion: problem.fix && { label: problem.fix.label, changes: { ...problem.fix.changes } },
  }
}

/** Whether the server refused this to the key, as against not knowing it. */
export function isDenied(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure?.status === 403 || failure?.code === 'AccessDenied'
}

/** Whether the server does not know what it was asked for. */
export function isUnsupported(error: unknown): boolean {
  const failure = describeFailure(error)
  if (!failure?.status) return false
  return [405, 501].includes(failure.status) || /^(NotImplemented|MethodNotAllowed|XNotImplemented)$/.test(failure.code)
}
