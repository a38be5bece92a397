import 'server-only'
import { type ParserPlugin, parse } from '@babel/parser'
import type { ArrowFunctionExpression, File, FunctionDeclaration, FunctionExpression, Node } from '@babel/types'
import * as z from 'zod'
import { describedParameters } from './jsdoc'
import { type Literal, literalOf, typeOfLiteral } from './literals'
import { MAX_PROBLEMS, type Reading, type ScriptProblem, unreadable } from './reading'
import type { Argument, Signature } from './signature'
import { createTypeReader, type TypeReader } from './typescript-types'

type MainFunction = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression

const plugins: ParserPlugin[] = ['typescript', 'decorators', 'explicitResourceManagement']

/**
 * Reads how `main` of a TypeScript module is called, or what keeps its text from parsing. `isResourceType` tells a type that
 * the module declares for itself from one of a resource that it only repeats.
 */
export function readTypeScript(content: string, isResourceType: (name: string) => boolean): Reading {
  const parsed = parseModule(content)
  if ('problems' in parsed) return parsed
  return { signature: signatureOf(parsed.file, isResourceType), problems: [] }
}

function signatureOf(file: File, isResourceType: (name: string) => boolean): Signature {
  const functions = exportedFunctions(file)
  const main = functions.get('main')
  const described = new Map(
    file.program.body.flatMap((each) => (declares(each, main) ? [...describedParameters(each)] : [])),
  )
  const reader = createTypeReader(file.program.body, isResourceType)
  const describe = (argument: Argument): Argument => {
    const description = described.get(argument.name)
    return description === undefined ? argument : { ...argument, description }
  }
  return {
    args: main ? main.params.flatMap((param, index) => readParameter(param, { index, reader }).map(describe)) : [],
    hasMain: main !== undefined,
    hasPreprocessor: functions.has('preprocessor'),
  }
}

function parseModule(content: string): { file: File } | Reading {
  try {
    const file = parse(content, { sourceType: 'module', plugins, errorRecovery: true })
    const errors = file.errors?.slice(0, MAX_PROBLEMS) ?? []
    return errors.length === 0 ? { file } : { signature: null, problems: errors.map(toProblem) }
  } catch (error) {
    if (error instanceof SyntaxError) return { signature: null, problems: [toProblem(error)] }
    // What deeply nested text ends in.
    if (error instanceof RangeError) return unreadable('This text is nested too deeply to be read.')
    throw error
  }
}

const placeSchema = z.object({ loc: z.object({ line: z.number(), column: z.number() }) })

/** An error of the parser, which tells its place beside and once more at the end of its message. */
function toProblem(error: unknown): ScriptProblem {
  const place = placeSchema.safeParse(error)
  const told = error instanceof Error ? error.message : String(error)
  const message = told.replace(/\s*\(\d+:\d+\)$/, '')
  if (!place.success) return { message, line: null, column: null }
  const { line, column } = place.data.loc
  return { message, line, column: column + 1 }
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

function declares(statement: Node, main: MainFunction | undefined): boolean {
  return functionsIn(statement).some(([, made]) => made === main)
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
