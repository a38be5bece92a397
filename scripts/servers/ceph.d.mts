import type { TestServer } from './test-server.d.mts'

export function startCeph(): Promise<TestServer>

/** The same with a gateway that gives out roles. */
export function startCephWithRoles(): Promise<TestServer>

/** Whether this machine's Ceph can hold an object of 5 GiB. */
export const MEMORY_IS_PLENTY: boolean
