import { hasEnded as isEnd, type Job } from '@/lib/runs/schema'

export type { Job, RunStatus } from '@/lib/runs/schema'

/** Whether nothing more will happen to a run. */
export function hasEnded({ status }: Job): boolean {
  return isEnd(status)
}

/** Whether it is the run of a pipeline, whose steps are runs of their own. */
export function isFlow({ job_kind: kind }: { job_kind: string }): boolean {
  return kind === 'flow' || kind === 'flowpreview'
}
