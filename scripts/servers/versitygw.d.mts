import type { TestServer } from './test-server.d.mts'

/** `dataFolder` holds each bucket as a folder, each object as a file. */
export function startVersitygw(options?: {
  tls?: { certificate: string; key: string }
  region?: string
}): Promise<TestServer & { dataFolder: string }>
