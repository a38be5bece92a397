import 'server-only'
import { pruneDaily } from '@/lib/audit/prune-audit'
import { migrate } from '@/lib/database/migrate'
import { ensureDemo } from '@/lib/demo/ensure-demo'
import { watchStorages } from '@/lib/doctor/schedule'
import { env } from '@/lib/env'
import { ensureFirstAdmin, isSetUp } from '@/lib/people/create-first-admin'
import { watchFlows } from '@/lib/pipelines/engine/watch-flows'
import { startRunWorker } from '@/lib/runs/run-worker'
import { watchSchedules } from '@/lib/schedules/watch-schedules'
import { parseAddressPolicy } from '@/lib/storage/guarded-address'
import { pruneTokensHourly } from '@/lib/tokens/prune-tokens'
import { startTransferWorker } from '@/lib/transfers/transfer-worker'
import { checkMasterKey } from './check-master-key'
import { instanceState } from './instance-state'

/** What a start made, and whether somebody can sign in. */
export type Started = { madeDemo: boolean; madeAdmin: boolean; isSetUp: boolean }

/** Brings database and first-run data to a servable state. Throws `AppError`s that say what to do. */
export async function startInstance(): Promise<Started> {
  const { databaseUrl, allowPrivateEndpoints } = env()
  parseAddressPolicy(allowPrivateEndpoints) // a mistake in it shows now, not at somebody's first connection
  await migrate(databaseUrl)
  await checkMasterKey()
  const madeDemo = await ensureDemo() // before the admin, who joins every workspace that is there
  const madeAdmin = await ensureFirstAdmin()
  pruneDaily()
  void pruneTokensHourly()
  startTransferWorker()
  startRunWorker()
  watchFlows()
  watchSchedules()
  watchStorages()
  instanceState().ready = true
  return { madeDemo, madeAdmin, isSetUp: await isSetUp() }
}
