import 'server-only'
import { builtinModules } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parse } from '@babel/parser'
import type { Node } from '@babel/types'

const builtins = new Set(builtinModules)

/**
 * Where the modules are that a script imports by a bare name: the clients here, built-in ones in Deno, all others in npm's
 * registry. A text that does not parse has none: Deno tells what is wrong with it.
 */
export function importMapOf(content: string, clients: Record<string, string>): { imports: Record<string, string> } {
  const found = bareImports(content).map((name): [string, string] => {
    return [name, builtins.has(name.split('/')[0] ?? '') ? `node:${name}` : `npm:${name}`]
  })
  const known = Object.entries(clients).map(([name, path]): [string, string] => [name, pathToFileURL(path).href])
  return { imports: Object.fromEntries([...found, ...known]) }
}

function bareImports(content: string): string[] {
  try {
    const { program } = parse(content, { sourceType: 'module', plugins: ['typescript'], errorRecovery: true })
    return [...new Set(sourcesIn(program))].filter(
      (source) => /^(@[\w.-]+\/)?[\w.-]+([@/].*)?$/.test(source) && !source.startsWith('.'),
    )
  } catch {
    return []
  }
}

/** The literals that a module imports from, `import('x')` included. */
function sourcesIn(root: Node): string[] {
  const found: string[] = []
  const queue: unknown[] = [root]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (Array.isArray(node)) queue.push(...node)
    else if (isNode(node)) {
      const source = sourceOf(node)
      if (source !== null) found.push(source)
      queue.push(...Object.values(node))
    }
  }
  return found
}

function sourceOf(node: Node): string | null {
  if (
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportNamedDeclaration' ||
    node.type === 'ExportAllDeclaration'
  )
    return node.source?.value ?? null
  const [argument] = node.type === 'CallExpression' && node.callee.type === 'Import' ? node.arguments : []
  return argument?.type === 'StringLiteral' ? argument.value : null
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
