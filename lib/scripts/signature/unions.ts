import type { Node } from '@babel/types'
import { literalOf } from './literals'
import type { ArgumentType, Field } from './signature'

/** Whether a type stands for nothing: null, undefined or void. */
export function isNothing(node: Node): boolean {
  return ['TSNullKeyword', 'TSUndefinedKeyword', 'TSVoidKeyword'].includes(node.type)
}

/** What a form asks for where one of several types will do; `typeAt` tells what each of them is alone. */
export function unionOf(members: Node[], typeAt: (index: number) => ArgumentType): ArgumentType {
  const literals = members.map((member) => (member.type === 'TSLiteralType' ? literalOf(member.literal)?.value : null))
  const texts = literals.filter((value) => typeof value === 'string')
  if (texts.length > 0 && texts.length === members.length) return { kind: 'text', options: texts }
  const numbers = literals.filter((value) => typeof value === 'number')
  if (numbers.length > 0 && numbers.length === members.length) return { kind: 'number', options: numbers }
  if (members.length > 0 && literals.every((value) => typeof value === 'boolean')) return { kind: 'boolean' }
  return mergeTypes(members.map((_, index) => typeAt(index)))
}

/** One type for several. A file may come as an object or as a text such as `s3://storage/key`: that is a file all the same. */
export function mergeTypes(types: ArgumentType[]): ArgumentType {
  const distinct = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()]
  const [first] = distinct
  if (first && distinct.length === 1) return first
  const file = distinct.find(isFile)
  if (file && distinct.every((type) => isFile(type) || type.kind === 'text')) return file
  const texts = distinct.flatMap((type) => (type.kind === 'text' ? [type.options ?? []] : []))
  if (first && texts.length === distinct.length)
    return texts.some((options) => options.length === 0) ? { kind: 'text' } : { kind: 'text', options: texts.flat() }
  const objects = distinct.flatMap((type) => (type.kind === 'object' && type.fields.length > 0 ? [type.fields] : []))
  if (first && objects.length === distinct.length) return { kind: 'choice', options: objects.map(toOption) }
  return { kind: 'unknown' }
}

function isFile(type: ArgumentType): boolean {
  return type.kind === 'resource' && ['s3_object', 's3object'].includes(type.name)
}

/** An object of a choice, named by the field that tells it from the others. */
function toOption(fields: Field[], index: number): { label: string; fields: Field[] } {
  const tag = fields.flatMap(({ type }) => (type.kind === 'text' && type.options?.length === 1 ? type.options : []))
  return { label: tag[0] ?? `Option ${index + 1}`, fields }
}
