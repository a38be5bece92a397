import type { Job } from './job'

/** "attempt 2 of 4" where a failure is followed by another one; nothing where there is but one. */
export function attemptOf(job: Pick<Job, 'status' | 'failed_attempts' | 'max_attempts'>): string | null {
  if (job.max_attempts <= 1) return null
  const attempt = Math.min(job.failed_attempts + 1, job.max_attempts)
  return `${job.status === 'queued' ? 'waits for ' : ''}attempt ${attempt} of ${job.max_attempts}`
}
