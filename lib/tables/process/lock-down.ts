import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { TableLimits } from '@/lib/tables/protocol'
import { literal } from './literal'

/** An engine that has no file yet: starting it takes most of the time that a first query waits. */
export async function startEngine(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
  })
  return instance.connect()
}

type Confinement = { device: string; spillFolder: string; limits: TableLimits }

/**
 * Confines the engine to one file and its own spill folder, for good: no other file, no network, no extensions, and no
 * statement that changes any of it (DuckDB manual, "Securing DuckDB").
 */
export async function lockDown(connection: DuckDBConnection, { device, spillFolder, limits }: Confinement) {
  const settings = [
    `allowed_paths = [${literal(device)}]`,
    `temp_directory = ${literal(spillFolder)}`,
    `max_temp_directory_size = '${Math.floor(limits.spillBytes)}B'`,
    `memory_limit = '${Math.floor(limits.memoryBytes)}B'`,
    `threads = ${Math.floor(limits.threads)}`,
    // The kernel caches the file for all processes; a second copy in here would count against the limit.
    'enable_external_file_cache = false',
    `TimeZone = 'UTC'`,
    'enable_external_access = false',
    'lock_configuration = true',
  ]
  for (const setting of settings) await connection.run(`SET ${setting}`)
}
