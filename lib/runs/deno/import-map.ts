import 'server-only'
import { builtinModules } from 'node:module'
import { pathToFileURL } from 'node:url'

const builtins = new Set(builtinModules)
const BARE_NAME = /^(@[\w.-]+\/)?[\w.-]+([@/].*)?$/

/**
 * Where the modules are that a script imports by a bare name: the clients here, built-in ones in Deno, all others in npm's
 * registry.
 */
export function importMapOf(imports: string[], clients: Record<string, string>): { imports: Record<string, string> } {
  const bare = imports.filter((source) => BARE_NAME.test(source) && !source.startsWith('.'))
  const found = bare.map((name): [string, string] => {
    return [name, builtins.has(name.split('/')[0] ?? '') ? `node:${name}` : `npm:${name}`]
  })
  const known = Object.entries(clients).map(([name, path]): [string, string] => [name, pathToFileURL(path).href])
  return { imports: Object.fromEntries([...found, ...known]) }
}
