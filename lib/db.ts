import 'server-only'
import { env } from '@/lib/env'
import { processWide } from '@/lib/shared'
import type { PrismaClient } from '@/prisma/generated/sqlite/client'
import { serialised } from './database/serialised'

/** The one database client of this process. Inside `$transaction` use only the client that it passes. */
export function db(): Promise<PrismaClient> {
  return processWide('db', () => connect(env().databaseUrl))
}

/** Opens a client for `url`, `postgresql://…` or `file:…`. */
export async function connect(url: string): Promise<PrismaClient> {
  return url.startsWith('file:') ? connectSqlite(url) : connectPostgresql(url)
}

async function connectSqlite(url: string): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaBetterSqlite3 }] = await Promise.all([
    import('@/prisma/generated/sqlite/client'),
    import('@prisma/adapter-better-sqlite3'),
  ])
  return new PrismaClient({ adapter: serialised(new PrismaBetterSqlite3({ url })) })
}

async function connectPostgresql(url: string): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('@/prisma/generated/postgresql/client'),
    import('@prisma/adapter-pg'),
  ])
  const { connectionString, schema } = splitSchema(url)
  const adapter = new PrismaPg({ connectionString, options: schema && searchPath(schema) }, { schema })
  return asSqliteTyped(new PrismaClient({ adapter }))
}

/** `?schema=` is Prisma's own parameter: node-postgres does not know it. */
function splitSchema(url: string): { connectionString: string; schema: string | undefined } {
  const parsed = new URL(url)
  const schema = parsed.searchParams.get('schema') ?? undefined
  parsed.searchParams.delete('schema')
  return { connectionString: parsed.toString(), schema }
}

/** For statements that Prisma does not write: it names the schema in its own ones. */
function searchPath(schema: string): string {
  const quoted = `"${schema.replaceAll('"', '""')}"`
  return `-c search_path=${quoted.replaceAll(/[\\\s]/g, '\\$&')}`
}

/** Both clients come from one schema; their types differ only in `skipDuplicates`, which SQLite lacks. */
function asSqliteTyped(client: unknown): PrismaClient {
  return client as PrismaClient
}
