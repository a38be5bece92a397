interface ProcessLike {
  env?: Record<string, string | undefined>
}

/** An environment variable where the runtime has them (Node.js, Deno, Bun, bundlers); undefined in a plain browser, and when it is empty. */
export function environment(name: string): string | undefined {
  const process: ProcessLike | undefined = Reflect.get(globalThis, 'process')
  return process?.env?.[name] || undefined
}
