/** Where the build, the development server and the set-up of the tests put the programs of `scripts/bundle-server.mjs`. */
const FOLDERS: Record<string, string> = { production: 'dist', development: 'dist/dev', test: 'dist/test' }

/** The path of a program that the server starts in a process or a thread of its own, from the folder of the product. */
export function programPath(name: 'table-process' | 'stat-thread' | 'typescript-thread' | 'run-wrapper'): string {
  return `./${FOLDERS[process.env.NODE_ENV ?? 'production']}/${name}.mjs`
}
