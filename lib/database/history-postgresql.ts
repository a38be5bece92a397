import { postgresqlFailure } from './connection-failure'
import type { History } from './migrate'

// The statement and the lock that Prisma 7's schema engine uses, so that its command line finds what it expects.
const CREATE = `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`
const LOCK = 'SELECT pg_advisory_lock(72707369)'
const ROWS = `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS "rolledBack" FROM _prisma_migrations`
const CONNECT_TIMEOUT_MS = 10_000

/** Opens the migration history of a PostgreSQL database, making the schema that `?schema=` names when needed. */
export async function postgresqlHistory(url: string): Promise<History> {
  const { default: pg } = await import('pg')
  const { connectionString, schema } = splitSchema(url)
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`)
    await client.query(`SET search_path TO ${client.escapeIdentifier(schema)}`)
  } catch (error) {
    throw postgresqlFailure(error, url)
  }
  const run = async (sql: string, values?: unknown[]) => void (await client.query(sql, values))
  return {
    lock: () => run(LOCK),
    tables: async () => {
      const found = await client.query<{ name: string }>(
        'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1',
        [schema],
      )
      return found.rows.map((row) => row.name)
    },
    create: () => run(CREATE),
    rows: async () => (await client.query(ROWS)).rows,
    start: (id, { checksum, name }) =>
      run('INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES ($1,$2,now(),$3)', [
        id,
        checksum,
        name,
      ]),
    run: (sql) => run(sql),
    finish: (id) =>
      run(
        'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = applied_steps_count + 1 WHERE id = $1',
        [id],
      ),
    fail: (id, logs) => run('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, logs]),
    close: () => client.end(),
  }
}

function splitSchema(url: string): { connectionString: string; schema: string } {
  const parsed = new URL(url)
  const schema = parsed.searchParams.get('schema') ?? 'public'
  parsed.searchParams.delete('schema')
  return { connectionString: parsed.toString(), schema }
}
