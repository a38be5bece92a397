/**
 * One value per process, although Next's module graph and the server's bundle each load this module: a second SQLite
 * connection would block the loop, a second cache would keep what the first one dropped.
 */
export function processWide<T>(name: string, make: () => T): T {
  const key = Symbol.for(`granary.${name}`)
  const holder = globalThis as unknown as Record<symbol, T | undefined>
  const found = holder[key]
  if (found !== undefined) return found
  const made = make()
  holder[key] = made
  return made
}
