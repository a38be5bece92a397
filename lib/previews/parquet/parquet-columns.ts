import type { SchemaNode } from './schema-tree'

/** How a column is drawn. */
type ColumnKind = 'number' | 'text' | 'boolean' | 'time' | 'binary' | 'nested'

export interface ParquetColumn {
  name: string
  /** For people: `int64`, `timestamp(µs, UTC)`, `list<string>`. */
  type: string
  kind: ColumnKind
}

/** The columns of the grid: the children of the root, groups as one column each. */
export const columnsOf = (root: SchemaNode): ParquetColumn[] =>
  root.children.map((node) => ({ name: node.name, type: typeLabel(node), kind: kindOf(node) }))

/** A node's type in a few words. */
export function typeLabel(node: SchemaNode): string {
  const { physical, logical, repetition } = node.element
  const own = physical === null ? groupLabel(node) : (logical ?? PLAIN[physical] ?? physical)
  return repetition === 'repeated' ? `list<${own}>` : own
}

const PLAIN: Record<string, string> = { byte_array: 'binary', int96: 'timestamp(ns)' }

function groupLabel({ element, children }: SchemaNode): string {
  const inner = children[0]
  if (element.logical === 'list' && inner) {
    const item = inner.children.length === 1 && inner.children[0] ? inner.children[0] : inner
    return item === inner ? typeLabel(inner) : `list<${typeLabel(item)}>`
  }
  if (element.logical === 'map' && inner?.children[0] && inner.children[1]) {
    return `map<${typeLabel(inner.children[0])}, ${typeLabel(inner.children[1])}>`
  }
  const fields = children.slice(0, 4).map((child) => `${child.name}: ${typeLabel(child)}`)
  return `struct<${fields.join(', ')}${children.length > 4 ? ', …' : ''}>`
}

function kindOf({ element: { physical, logical, repetition } }: SchemaNode): ColumnKind {
  if (physical === null || repetition === 'repeated') return 'nested'
  if (logical !== null) {
    if (/^(u?int\d|decimal|float16)/.test(logical)) return 'number'
    if (/^(date|time)/.test(logical)) return 'time'
    return /^(string|enum|json)/.test(logical) ? 'text' : 'binary'
  }
  if (physical === 'boolean') return 'boolean'
  if (physical === 'int96') return 'time'
  return /^(int|float|double)/.test(physical) ? 'number' : 'binary'
}
