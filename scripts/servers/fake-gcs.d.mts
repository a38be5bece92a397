import type { TestServer } from './test-server.d.mts'

/** `files` holds a folder for each bucket, whose files it has from its start. */
export function startFakeGcs(options?: { files?: string }): Promise<TestServer>
