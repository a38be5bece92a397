import type { TestServer } from './test-server.d.mts'

/** Over a temporary folder, or over `folder`, whose `data` holds what it knows. */
export function startAzurite(options?: {
  tls?: { certificate: string; key: string }
  folder?: string
}): Promise<TestServer>
