import type { TestServer } from './test-server.d.mts'

/** An empty PostgreSQL on loopback, at `url`; it waits for the disk where `isDurable` says so. */
export function startPostgres(options?: { isDurable?: boolean }): Promise<TestServer & { url: string }>
