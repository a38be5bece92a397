import { parse } from '@babel/parser'
import type { Node } from '@babel/types'

/** The names that a TypeScript module imports, `import('x')` with a literal included; none of a text that does not parse. */
export function importsIn(content: string): string[] {
  try {
    const { program } = parse(content, { sourceType: 'module', plugins: ['typescript'], errorRecovery: true })
    return [...new Set(sourcesIn(program))]
  } catch {
    return []
  }
}

function sourcesIn(root: Node): string[] {
  const found: string[] = []
  const queue: unknown[] = [root]
  while (queue.length > 0) {
    const node = queue.pop()
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
