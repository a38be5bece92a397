import type { TestServer } from './test-server.d.mts'

export function startCeph(): Promise<TestServer>
