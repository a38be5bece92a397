import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@/lib/database/migrate'
import type { db } from '@/lib/db'
import { reloadEnv } from '@/lib/env'
import { takeShared } from '@/lib/shared'
import { testServer } from './servers'

/**
 * Gives this test file, or this test, an instance of its own: data folder, secrets and a migrated, empty database. On SQLite, or on the
 * real PostgreSQL in the test project that says so.
 */
export async function startTestInstance(settings: Record<string, string> = {}): Promise<{ dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'granary-test-'))
  Object.assign(process.env, {
    DATA_DIR: dataDir,
    MASTER_KEY: randomBytes(32).toString('base64'),
    AUTH_SECRET: randomBytes(32).toString('base64'),
    DATABASE_URL: await emptyDatabaseUrl(),
    ...settings,
  })
  await migrate(reloadEnv().databaseUrl)
  await (await takeShared<ReturnType<typeof db>>('db'))?.$disconnect()
  takeShared('set-up')
  return { dataDir }
}

async function emptyDatabaseUrl(): Promise<string> {
  if (process.env.TEST_DATABASE !== 'postgresql') return ''
  const { server, reason } = await testServer('postgres')
  if (!server?.url) throw new Error(`The tests of this project need PostgreSQL: ${reason}. Choose --project node.`)
  return `${server.url}?schema=t_${randomBytes(6).toString('hex')}`
}
