/**
 * One value per process, although Next's module graph and the server's bundle each load this module: a second SQLite
 * connection would block the loop, a second cache would keep what the first one dropped.
 */
export function processWide<T>(name: string, make: () => T): T {
  const holder = sharedValues<T>()
  const key = keyOf(name)
  const found = holder[key]
  if (found !== undefined) return found
  const made = make()
  holder[key] = made
  return made
}

/** Takes a value away and returns it, so that the next use makes a new one: for tests that start over. */
export function takeShared<T>(name: string): T | undefined {
  const holder = sharedValues<T>()
  const taken = holder[keyOf(name)]
  holder[keyOf(name)] = undefined
  return taken
}

function keyOf(name: string): symbol {
  return Symbol.for(`granary.${name}`)
}

/** The global object holds what `processWide` put there under its own keys, and each caller names the same type again. */
function sharedValues<T>(): Record<symbol, T | undefined> {
  return globalThis as unknown as Record<symbol, T | undefined>
}
