import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '@/lib/errors'
import { postgresqlHistory } from './history-postgresql'
import { sqliteHistory } from './history-sqlite'
import { type Migration, readMigrations } from './migrations'

export type Row = { name: string; checksum: string; finished: boolean; rolledBack: boolean }

/** The table `_prisma_migrations` of one kind of database. */
export interface History {
  /** Held until `close`: of several processes that start at once, one migrates. */
  lock(): Promise<void>
  tables(): Promise<string[]>
  create(): Promise<void>
  rows(): Promise<Row[]>
  start(id: string, migration: Migration): Promise<void>
  run(sql: string): Promise<void>
  finish(id: string): Promise<void>
  fail(id: string, logs: string): Promise<void>
  close(): Promise<void>
}

/**
 * What `prisma migrate deploy` does, without its native engine: same table, same checksums, same lock, so that the real
 * command agrees with a database brought up by this, and the other way round. Returns the names that it applied.
 */
export async function migrate(url: string, root = process.cwd()): Promise<string[]> {
  const isSqlite = url.startsWith('file:')
  const migrations = readMigrations(join(root, 'prisma', isSqlite ? 'sqlite' : 'postgresql', 'migrations'))
  const history = isSqlite ? await sqliteHistory(url) : await postgresqlHistory(url)
  try {
    await history.lock()
    const applied = await readHistory(history)
    const pending = migrations.filter((migration) => !isApplied(migration, applied))
    for (const migration of pending) await apply(history, migration)
    return pending.map((migration) => migration.name)
  } finally {
    await history.close()
  }
}

async function readHistory(history: History): Promise<Row[]> {
  const tables = await history.tables()
  if (!tables.includes('_prisma_migrations')) {
    if (tables.length > 0)
      throw new AppError('conflict', 'The database holds tables of something else. Give Granary an empty database.')
    await history.create()
  }
  const rows = (await history.rows()).filter((row) => !row.rolledBack)
  const failed = rows.find((row) => !row.finished)
  if (failed)
    throw new AppError(
      'conflict',
      `The migration ${failed.name} failed earlier. Restore the database, or mend it and run "prisma migrate resolve".`,
    )
  return rows
}

function isApplied(migration: Migration, rows: Row[]): boolean {
  const row = rows.find(({ name }) => name === migration.name)
  if (row && row.checksum !== migration.checksum)
    throw new AppError(
      'conflict',
      `The migration ${row.name} is not the one that was applied. Use the release that made this database, or a newer one.`,
    )
  return row !== undefined
}

async function apply(history: History, migration: Migration): Promise<void> {
  const id = randomUUID()
  await history.start(id, migration)
  try {
    await history.run(migration.sql)
  } catch (cause) {
    await history.fail(id, String(cause))
    throw new AppError('conflict', `The migration ${migration.name} failed: ${String(cause)}`, { cause })
  }
  await history.finish(id)
}
