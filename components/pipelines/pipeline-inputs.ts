import { isObject } from '@/components/scripts/start-args'

/** The kinds of values that an input of a pipeline can be of, by what they are called. */
export const INPUT_TYPES = {
  file: 'File',
  files: 'List of files',
  text: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  date: 'Day',
  texts: 'List of texts',
  json: 'JSON',
} as const
export type InputType = keyof typeof INPUT_TYPES

/** One input of a pipeline. */
export type PipelineInput = {
  name: string
  type: InputType
  required: boolean
  help: string
  /** As JSON; empty for none. Of a text the text itself. */
  preset: string
  /** What its schema says besides, which no form shows and which stays. */
  rest: Record<string, unknown>
}

const FILE = { type: 'object', format: 'resource-s3_object' }

const shapes: Record<InputType, Record<string, unknown>> = {
  file: FILE,
  files: { type: 'array', items: FILE },
  text: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  texts: { type: 'array', items: { type: 'string' } },
  json: {},
}

/** The inputs that a JSON Schema names, in its order. */
export function readInputs(schema: unknown): PipelineInput[] {
  if (!isObject(schema) || !isObject(schema.properties)) return []
  const { properties } = schema
  const required = Array.isArray(schema.required) ? schema.required : []
  const order = Array.isArray(schema.order) ? schema.order.filter((name) => typeof name === 'string') : []
  const names = [...new Set([...order.filter((name) => Object.hasOwn(properties, name)), ...Object.keys(properties)])]
  return names.map((name) => {
    const property = isObject(properties[name]) ? properties[name] : {}
    const { description, default: preset, ...shape } = property
    const type = typeOf(shape)
    const help = typeof description === 'string' ? description : ''
    return { name, type, required: required.includes(name), help, preset: presetText(type, preset), rest: shape }
  })
}

/** The JSON Schema of inputs. A type that was not changed keeps all that its schema said. */
export function writeInputs(inputs: PipelineInput[]): Record<string, unknown> {
  const properties = inputs.map(({ name, type, help, preset, rest }) => {
    const value = presetValue(type, preset)
    const shape = typeOf(rest) === type ? rest : shapes[type]
    return [name, { ...shape, ...(help && { description: help }), ...(value !== undefined && { default: value }) }]
  })
  return {
    ...{ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' },
    properties: Object.fromEntries(properties),
    required: inputs.filter(({ required }) => required).map(({ name }) => name),
    order: inputs.map(({ name }) => name),
  }
}

/** A new input with a name that none has. */
export function newInput(inputs: PipelineInput[]): PipelineInput {
  const taken = new Set(inputs.map(({ name }) => name))
  const names = ['file', ...Array.from({ length: taken.size + 1 }, (_, index) => `input_${index + 1}`)]
  const name = names.find((each) => !taken.has(each)) ?? ''
  return { name, type: 'file', required: true, help: '', preset: '', rest: shapes.file }
}

const NAME = /^[A-Za-z_]\w{0,99}$/

/** What is wrong with an input, as a sentence; null when nothing is. */
export function inputProblem(inputs: PipelineInput[], index: number): string | null {
  const { name, type, preset } = inputs[index] ?? {}
  if (!name) return 'Enter a name.'
  if (!NAME.test(name)) return 'Use letters, digits and _, beginning with a letter.'
  if (name === 'iter') return 'In loops "iter" is the item. Use another name.'
  if (inputs.some((other, at) => at < index && other.name === name)) return `There is an input ${name} already.`
  return type ? presetProblem(type, preset ?? '') : null
}

/** Whether a schema cannot hold an input as it was typed: one name twice, or a default that does not parse. */
export function isUnwritable(inputs: PipelineInput[], index: number): boolean {
  const { name, type = 'json', preset = '' } = inputs[index] ?? {}
  const isTwice = inputs.some((other, at) => at !== index && other.name === name)
  return isTwice || (preset.trim() !== '' && presetValue(type, preset) === undefined)
}

function typeOf(shape: Record<string, unknown>): InputType {
  if (shape.enum || shape.oneOf) return 'json'
  if (isFile(shape)) return 'file'
  if (shape.type === 'array' && isObject(shape.items)) return listType(shape.items)
  if (shape.type === 'string') return shape.format === 'date' ? 'date' : shape.format === undefined ? 'text' : 'json'
  return shape.type === 'number' || shape.type === 'integer' || shape.type === 'boolean' ? shape.type : 'json'
}

function listType(items: Record<string, unknown>): InputType {
  if (isFile(items)) return 'files'
  return items.type === 'string' ? 'texts' : 'json'
}

function isFile({ format, resourceType }: Record<string, unknown>): boolean {
  return [format, `resource-${resourceType}`].some(
    (name) => name === 'resource-s3_object' || name === 'resource-s3object',
  )
}

const isWritten = (type: InputType) => type === 'text' || type === 'date'

function presetText(type: InputType, value: unknown): string {
  if (value === undefined) return ''
  return isWritten(type) && typeof value === 'string' ? value : JSON.stringify(value)
}

function presetValue(type: InputType, text: string): unknown {
  if (text.trim() === '') return undefined
  if (isWritten(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function presetProblem(type: InputType, text: string): string | null {
  if (text.trim() === '') return null
  const value = presetValue(type, text)
  const isList = type === 'files' || type === 'texts'
  if (value === undefined) return `The default is no ${type === 'number' || type === 'integer' ? 'number' : 'JSON'}.`
  if ((type === 'number' || type === 'integer') && typeof value !== 'number') return 'The default is no number.'
  if (type === 'integer' && !Number.isInteger(value)) return 'The default is no whole number.'
  if (type === 'boolean' && typeof value !== 'boolean') return 'The default is true or false.'
  return isList && !Array.isArray(value) ? 'The default is no list, such as ["a", "b"].' : null
}
