import 'server-only'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { watchFlows } from '@/lib/pipelines/engine/watch-flows'
import { startRunWorker } from '@/lib/runs/run-worker'
import { watchSchedules } from '@/lib/schedules/watch-schedules'
import { checkMasterKey } from './check-master-key'
import { instanceState } from './instance-state'

/** Works on runs beside the server. Throws `AppError`s that say what to do. */
export async function startWorker(): Promise<void> {
  if (env().databaseUrl.startsWith('file:'))
    throw new AppError(
      'invalid',
      'A worker of its own needs PostgreSQL: the embedded database has one process, which runs scripts itself. Set DATABASE_URL.',
    )
  if (env().runsAtOnce === 0)
    throw new AppError(
      'invalid',
      'The setting RUNS_AT_ONCE is wrong: a worker is there for runs, so it takes 1 at least.',
    )
  await checkMasterKey()
  instanceState().ready = true
  startRunWorker()
  watchFlows()
  watchSchedules()
}
