import type { TestServer } from './test-server.d.mts'

export function startVersitygw(options?: {
  tls?: { certificate: string; key: string }
  region?: string
}): Promise<TestServer>
