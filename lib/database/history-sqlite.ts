import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { sqliteFailure } from './connection-failure'
import type { History, Row } from './migrate'

// The statement that Prisma 7's schema engine uses, so that its command line finds what it expects.
const CREATE = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);`

const ROWS = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS "rolledBack" FROM _prisma_migrations`

type RawRow = { name: string; checksum: string; finished: number; rolledBack: number }

/** Opens the migration history of an SQLite file, making the file when needed, and turns on write-ahead logging. */
export async function sqliteHistory(url: string): Promise<History> {
  const { default: Database } = await import('better-sqlite3')
  const file = resolve(url.replace(/^file:/, ''))
  const db = openFile(() => {
    mkdirSync(dirname(file), { recursive: true })
    const opened = new Database(file)
    opened.pragma('journal_mode = WAL')
    return opened
  }, file)
  return {
    lock: async () => void db.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT'),
    tables: async () =>
      db
        .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'`)
        .all()
        .map((row) => row.name),
    create: async () => void db.exec(CREATE),
    rows: async () => db.prepare<[], RawRow>(ROWS).all().map(toRow),
    start: async (id, { checksum, name }) =>
      void db
        .prepare('INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES (?,?,?,?)')
        .run(id, checksum, now(), name),
    // A pragma is not heeded within a transaction.
    run: async (sql) => void (/\bPRAGMA\b/i.test(sql) ? db.exec(sql) : db.transaction(() => db.exec(sql))()),
    finish: async (id) =>
      void db
        .prepare(
          'UPDATE _prisma_migrations SET finished_at = ?, applied_steps_count = applied_steps_count + 1 WHERE id = ?',
        )
        .run(now(), id),
    fail: async (id, logs) => void db.prepare('UPDATE _prisma_migrations SET logs = ? WHERE id = ?').run(logs, id),
    close: async () => void db.close(),
  }
}

function openFile<T>(open: () => T, file: string): T {
  try {
    return open()
  } catch (error) {
    throw sqliteFailure(error, file)
  }
}

function toRow(row: RawRow): Row {
  return { ...row, finished: row.finished === 1, rolledBack: row.rolledBack === 1 }
}

function now(): string {
  return new Date().toISOString().replace('Z', '+00:00')
}
