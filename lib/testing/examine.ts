import { examineS3 } from '@/lib/doctor/examine-s3'
import type { Check, CheckState } from '@/lib/doctor/report'
import type { S3ExaminationOptions } from '@/lib/doctor/s3-examination'
import type { S3Settings } from '@/lib/storage/s3-settings'
import { LOOPBACK } from './s3-servers'

export const ORIGIN = 'http://granary.example'

/** All checks of a look that may reach loopback. */
export async function examine(settings: S3Settings, options: Partial<S3ExaminationOptions> = {}): Promise<Check[]> {
  const checks: Check[] = []
  for await (const check of examineS3(settings, { ...LOOPBACK, origin: ORIGIN, prefix: '', ...options }))
    checks.push(check)
  return checks
}

/** The names of checks by the state that they are in. */
export function byState(checks: Check[]): Partial<Record<CheckState, string[]>> {
  const sorted: Partial<Record<CheckState, string[]>> = {}
  for (const { state, name } of checks) sorted[state] = [...(sorted[state] ?? []), name]
  return sorted
}

/** One check by its name. */
export function named(checks: Check[], name: string): Check | undefined {
  return checks.find((check) => check.name === name)
}
