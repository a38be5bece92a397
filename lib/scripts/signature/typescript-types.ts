import type { Node, Statement, TSEntityName, TSInterfaceDeclaration, TSType, TSTypeReference } from '@babel/types'
import { propertyName } from './literals'
import { snakeCase } from './resource-name'
import { type ArgumentType, type Field, MAX_DEPTH, MAX_TYPES } from './signature'
import { declaredTypes, enumType } from './typescript-declarations'
import { isNothing, unionOf } from './unions'

/** A type, and whether nothing at all will do as well. */
export type ReadType = { type: ArgumentType; nullable: boolean }
export type TypeReader = (annotation: Node | null | undefined) => ReadType

const UNKNOWN: ArgumentType = { kind: 'unknown' }
const ANY_OBJECT: ArgumentType = { kind: 'object', fields: [] }

/** Names that mean a kind of value wherever they come from. */
const known: Record<string, ArgumentType> = {
  Date: { kind: 'datetime' },
  String: { kind: 'text' },
  Number: { kind: 'number' },
  Boolean: { kind: 'boolean' },
  Email: { kind: 'text', format: 'email' },
  Sql: { kind: 'text', format: 'sql' },
  Object: ANY_OBJECT,
  Record: ANY_OBJECT,
  Map: ANY_OBJECT,
  ...Object.fromEntries(
    ['Base64', 'Buffer', 'Blob', 'File', 'Uint8Array', 'ArrayBuffer', 'ReadableStream'].map((name) => [
      name,
      { kind: 'bytes' } as const,
    ]),
  ),
}
const lists = new Set(['Array', 'ReadonlyArray', 'Set', 'Iterable'])
/** Around a type without changing what a form asks for. */
const wrappers = new Set(['Readonly', 'Partial', 'Required', 'NonNullable', 'Promise', 'Awaited'])

/** Reads type annotations in the scope of a module. */
export function createTypeReader(body: Statement[], isResourceType: (name: string) => boolean): TypeReader {
  const declared = declaredTypes(body)
  let read = 0

  function typeOf(node: Node | null | undefined, depth: number): ReadType {
    read += 1
    if (!node || depth > MAX_DEPTH || read > MAX_TYPES) return { type: UNKNOWN, nullable: false }
    if (node.type === 'TSTypeAnnotation' || node.type === 'TSParenthesizedType')
      return typeOf(node.typeAnnotation, depth)
    if (node.type === 'TSUnionType') return union(node.types, depth)
    if (node.type === 'TSTypeReference') return reference(node, depth)
    return { type: plainType(node, depth), nullable: isNothing(node) }
  }

  function plainType(node: Node, depth: number): ArgumentType {
    switch (node.type) {
      case 'TSStringKeyword':
        return { kind: 'text' }
      case 'TSNumberKeyword':
        return { kind: 'number' }
      case 'TSBigIntKeyword':
        return { kind: 'integer' }
      case 'TSBooleanKeyword':
        return { kind: 'boolean' }
      case 'TSObjectKeyword':
        return ANY_OBJECT
      case 'TSLiteralType':
        return unionOf([node], () => UNKNOWN)
      case 'TSArrayType':
        return { kind: 'list', item: typeOf(node.elementType, depth + 1).type }
      case 'TSTupleType':
        return { kind: 'list', item: UNKNOWN }
      case 'TSTypeOperator':
        return typeOf(node.typeAnnotation, depth).type
      case 'TSTypeLiteral':
        return { kind: 'object', fields: fieldsOf(node.members, depth) }
      case 'TSInterfaceDeclaration':
        return { kind: 'object', fields: interfaceFields(node, depth) }
      case 'TSIntersectionType':
        return intersection(node.types, depth)
      case 'TSEnumDeclaration':
        return enumType(node)
      default:
        return UNKNOWN
    }
  }

  function union(types: TSType[], depth: number): ReadType {
    const members = types.filter((type) => !isNothing(type))
    const inner = members.map((member) => typeOf(member, depth + 1))
    return {
      type: unionOf(members, (index) => inner[index]?.type ?? UNKNOWN),
      nullable: members.length < types.length || inner.some(({ nullable }) => nullable),
    }
  }

  function intersection(types: TSType[], depth: number): ArgumentType {
    const parts = types.map((type) => typeOf(type, depth + 1).type)
    return { kind: 'object', fields: parts.flatMap((part) => (part.kind === 'object' ? part.fields : [])) }
  }

  function reference(node: TSTypeReference, depth: number): ReadType {
    const name = lastName(node.typeName)
    const [first] = node.typeParameters?.params ?? []
    const plain = (type: ArgumentType) => ({ type, nullable: false })
    if (name === 'Resource') return plain(namedResource(first))
    if (name === 'S3Object') return plain({ kind: 'resource', name: 's3_object' })
    const own = node.typeName.type === 'Identifier' ? declared.get(name) : undefined
    if (own && !isResourceType(snakeCase(name))) return typeOf(own, depth + 1)
    if (lists.has(name)) return plain({ kind: 'list', item: typeOf(first, depth + 1).type })
    if (wrappers.has(name)) return typeOf(first, depth + 1)
    const meant = Object.hasOwn(known, name) ? known[name] : undefined
    return plain(meant ?? { kind: 'resource', name: snakeCase(name) })
  }

  function fieldsOf(members: Node[], depth: number): Field[] {
    return members.flatMap((member) => {
      const name = member.type === 'TSPropertySignature' ? propertyName(member) : null
      if (name === null || member.type !== 'TSPropertySignature') return []
      const { type, nullable } = typeOf(member.typeAnnotation, depth + 1)
      return [{ name, type, optional: member.optional === true || nullable }]
    })
  }

  function interfaceFields(node: TSInterfaceDeclaration, depth: number): Field[] {
    const inherited = (node.extends ?? []).flatMap((parent) => {
      const expression: Node = 'expression' in parent ? parent.expression : parent
      const base = expression.type === 'Identifier' ? typeOf(declared.get(expression.name), depth + 1).type : UNKNOWN
      return base.kind === 'object' ? base.fields : []
    })
    return [...inherited, ...fieldsOf(node.body.body, depth)]
  }

  return (annotation) => typeOf(annotation, 0)
}

/** Of `wmill.S3Object` the last part: how a module is imported does not change what it means. */
function lastName(name: TSEntityName): string {
  return name.type === 'TSQualifiedName' ? name.right.name : name.type === 'Identifier' ? name.name : ''
}

/** `Resource<"s3_object">` names its type itself. */
function namedResource(node: Node | undefined): ArgumentType {
  if (node?.type !== 'TSLiteralType' || node.literal.type !== 'StringLiteral') return ANY_OBJECT
  return { kind: 'resource', name: node.literal.value }
}
