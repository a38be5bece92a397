import { diagnoseS3 } from '@/lib/storage/diagnose-s3'
import type { DiagnosisOptions, DiagnosisStep } from '@/lib/storage/diagnosis'
import type { S3Settings } from '@/lib/storage/s3-settings'
import { LOOPBACK } from './s3-servers'

/** All steps of a test of a connection that may reach loopback. */
export async function diagnose(settings: S3Settings, options: DiagnosisOptions = {}): Promise<DiagnosisStep[]> {
  const steps: DiagnosisStep[] = []
  for await (const step of diagnoseS3(settings, { ...LOOPBACK, ...options })) steps.push(step)
  return steps
}

/** The step at which a test ended. */
export async function last(steps: Promise<DiagnosisStep[]>): Promise<DiagnosisStep | undefined> {
  return (await steps).at(-1)
}
