// What a module of TypeScript offers to scripts: the functions and types that it exports, read from its own text.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from '@babel/parser'

const MAX_INFO = 200

/** The exports of the file that `wanted` lets through, each with its signature and the first sentence of its comment. */
export function typescriptMembers(file, wanted = () => true) {
  const found = exportsOf(resolve(file)).filter(({ name }) => wanted(name))
  return [...new Map(found.map((each) => [each.name, each])).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function exportsOf(file) {
  const text = readFileSync(file, 'utf8')
  const { program } = parse(text, { sourceType: 'module', plugins: [['typescript', { dts: file.endsWith('.d.ts') }]] })
  return program.body
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap((node) => (node.source ? reExported(file, node) : declared(text, node)))
}

function reExported(file, { source, specifiers }) {
  const names = new Set(specifiers.map(({ exported }) => exported.name))
  return exportsOf(moduleFile(file, source.value)).filter(({ name }) => names.has(name))
}

function moduleFile(from, name) {
  const path = resolve(dirname(from), name)
  return [path, `${path}.d.ts`, `${path}.ts`].find((each) => existsSync(each) && /\.ts$/.test(each))
}

function declared(text, node) {
  const { declaration } = node
  const info = comment(node)
  if (!declaration) return []
  if (/FunctionDeclaration$|^TSDeclareFunction$/.test(declaration.type))
    return [{ name: declaration.id.name, kind: 'function', detail: signature(text, declaration), info }]
  if (/^(TSTypeAlias|TSInterface)Declaration$/.test(declaration.type))
    return [{ name: declaration.id.name, kind: 'type', detail: '', info }]
  return []
}

function signature(text, { params, returnType }) {
  const shown = params.map((each) => text.slice(each.start, each.end)).join(', ')
  return `(${shown})${returnType ? text.slice(returnType.start, returnType.end) : ''}`.replace(/\s+/g, ' ')
}

function comment({ leadingComments = [] }) {
  const last = leadingComments.at(-1)
  if (last?.type !== 'CommentBlock') return ''
  const lines = last.value.split('\n').map((line) => line.replace(/^\s*\*+\s?/, '').trim())
  return lines.filter((line) => line && !line.startsWith('@'))[0]?.slice(0, MAX_INFO) ?? ''
}
