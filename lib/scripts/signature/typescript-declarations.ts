import type { Node, Statement, TSEnumDeclaration } from '@babel/types'
import { literalOf } from './literals'
import type { ArgumentType } from './signature'

/** The types that a module declares for itself, by name. */
export function declaredTypes(body: Statement[]): Map<string, Node> {
  const declared = new Map<string, Node>()
  for (const statement of body) {
    const found = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (found?.type === 'TSTypeAliasDeclaration') declared.set(found.id.name, found.typeAnnotation)
    if (found?.type === 'TSInterfaceDeclaration' || found?.type === 'TSEnumDeclaration')
      declared.set(found.id.name, found)
  }
  return declared
}

/** The values of an enum: texts where it has any, otherwise its numbers. */
export function enumType({ members }: TSEnumDeclaration): ArgumentType {
  const texts: string[] = []
  const numbers: number[] = []
  for (const { initializer } of members) {
    const value = initializer ? literalOf(initializer)?.value : (numbers.at(-1) ?? -1) + 1
    if (typeof value === 'string') texts.push(value)
    if (typeof value === 'number') numbers.push(value)
  }
  if (texts.length > 0) return { kind: 'text', options: texts }
  return { kind: 'number', ...(numbers.length > 0 && { options: numbers }) }
}
