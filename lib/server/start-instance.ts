import 'server-only'
import { migrate } from '@/lib/database/migrate'
import { env, reloadEnv } from '@/lib/env'
import { prepareDataDir } from './data-dir'
import { instanceState } from './instance-state'

/** Brings data folder, secrets and database to a servable state. Throws `AppError`s that say what to do. */
export async function startInstance(): Promise<void> {
  prepareDataDir(env().dataDir)
  const { databaseUrl } = reloadEnv()
  await migrate(databaseUrl)
  instanceState().ready = true
}
