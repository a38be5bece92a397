/** A port on 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number>

/** A temporary folder that is removed when this process ends, however it ends; in memory where the system has a place for that. */
export function temporaryFolder(name: string, options?: { inMemory?: boolean }): Promise<string>
