import 'server-only'
import { type ParserPlugin, parse } from '@babel/parser'
import type { ArrowFunctionExpression, File, FunctionDeclaration, FunctionExpression, Node } from '@babel/types'
import { type Literal, literalOf, typeOfLiteral } from './literals'
import type { Argument, Signature } from './signature'
import { createTypeReader, type TypeReader } from './typescript-types'

type MainFunction = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression

const plugins: ParserPlugin[] = ['typescript', 'decorators', 'explicitResourceManagement']

/**
 * Reads how `main` of a TypeScript module is called; null where the text does not parse. `isResourceType` tells a type that
 * the module declares for itself from one of a resource that it only repeats.
 */
export function readTypeScript(content: string, isResourceType: (name: string) => boolean): Signature | null {
  const file = parseModule(content)
  if (!file) return null
  const functions = exportedFunctions(file)
  const main = functions.get('main')
  const reader = createTypeReader(file.program.body, isResourceType)
  return {
    args: main ? main.params.flatMap((param, index) => readParameter(param, { index, reader })) : [],
    hasMain: main !== undefined,
    hasPreprocessor: functions.has('preprocessor'),
  }
}

function parseModule(content: string): File | null {
  try {
    return parse(content, { sourceType: 'module', plugins })
  } catch (error) {
    // What is no module has no signature; a RangeError is what deeply nested text ends in.
    if (error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}

function exportedFunctions(file: File): Map<string, MainFunction> {
  const declared = new Map<string, MainFunction>()
  const exported = new Set<string>()
  for (const statement of file.program.body) {
    for (const [name, made] of functionsIn(statement)) declared.set(name, made)
    if (statement.type !== 'ExportNamedDeclaration') continue
    if (statement.declaration) for (const [name] of functionsIn(statement)) exported.add(name)
    for (const specifier of statement.specifiers)
      if (specifier.type === 'ExportSpecifier' && specifier.exported.type === 'Identifier')
        exported.add(specifier.exported.name)
  }
  return new Map([...declared].filter(([name]) => exported.has(name)))
}

function functionsIn(statement: Node): [string, MainFunction][] {
  if (statement.type === 'ExportNamedDeclaration')
    return statement.declaration ? functionsIn(statement.declaration) : []
  if (statement.type === 'FunctionDeclaration') return statement.id ? [[statement.id.name, statement]] : []
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id, init }): [string, MainFunction][] =>
    id.type === 'Identifier' && (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
      ? [[id.name, init]]
      : [],
  )
}

function readParameter(param: Node, { index, reader }: { index: number; reader: TypeReader }): Argument[] {
  if (param.type === 'AssignmentPattern') {
    const literal = literalOf(param.right)
    return readTarget(param.left, { index, reader }).map((argument) => withDefault(argument, literal))
  }
  return readTarget(param, { index, reader })
}

function readTarget(target: Node, { index, reader }: { index: number; reader: TypeReader }): Argument[] {
  if (target.type !== 'Identifier' && target.type !== 'ObjectPattern') return []
  const { type, nullable } = reader(target.typeAnnotation)
  const named = target.type === 'Identifier'
  const optional = nullable || (named && target.optional === true)
  return [{ name: named ? target.name : `anon_${index}`, type, optional }]
}

function withDefault(argument: Argument, literal: Literal): Argument {
  const type = argument.type.kind === 'unknown' && literal ? typeOfLiteral(literal.value) : argument.type
  return { ...argument, type, optional: true, ...(literal && { default: literal.value }) }
}
