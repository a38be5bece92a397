import type { Node } from '@babel/types'
import type { ArgumentType } from './signature'

/** A value that stands in the text as it is; null for what would have to be run to know it. */
export type Literal = { value: unknown } | null

/** The value of an expression that is made of nothing but literals. */
export function literalOf(node: Node | null): Literal {
  switch (node?.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { value: node.value }
    case 'NullLiteral':
      return { value: null }
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? { value: node.quasis[0]?.value.cooked ?? '' } : null
    case 'UnaryExpression':
      return node.operator === '-' && node.argument.type === 'NumericLiteral' ? { value: -node.argument.value } : null
    case 'ArrayExpression':
      return allOf(node.elements.map(literalOf))
    case 'ObjectExpression':
      return objectOf(node.properties)
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return literalOf(node.expression)
    default:
      return null
  }
}

function allOf(literals: Literal[]): Literal {
  const values: unknown[] = []
  for (const literal of literals) {
    if (!literal) return null
    values.push(literal.value)
  }
  return { value: values }
}

function objectOf(properties: Node[]): Literal {
  const entries: [string, unknown][] = []
  for (const property of properties) {
    const name = property.type === 'ObjectProperty' ? propertyName(property) : null
    const literal = property.type === 'ObjectProperty' ? literalOf(property.value) : null
    if (name === null || !literal) return null
    entries.push([name, literal.value])
  }
  return { value: Object.fromEntries(entries) }
}

/** The name of a property that is written out; null for a computed one. */
export function propertyName({ key, computed }: { key: Node; computed?: boolean | null }): string | null {
  if (computed) return null
  if (key.type === 'Identifier') return key.name
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : null
}

/** What an argument without a type takes, by its default. */
export function typeOfLiteral(value: unknown): ArgumentType {
  if (typeof value === 'string') return { kind: 'text' }
  if (typeof value === 'number') return { kind: 'number' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  if (Array.isArray(value))
    return { kind: 'list', item: value.length > 0 ? typeOfLiteral(value[0]) : { kind: 'unknown' } }
  return typeof value === 'object' && value !== null ? { kind: 'object', fields: [] } : { kind: 'unknown' }
}
