import { hasEnded as isEnd, type Job } from '@/lib/runs/schema'

export type { Job, RunStatus } from '@/lib/runs/schema'

/** Whether nothing more will happen to a run. */
export function hasEnded({ status }: Job): boolean {
  return isEnd(status)
}
