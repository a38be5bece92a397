import { KEPT_SECRET, type ResourceDetails, type SecretMark } from '@/lib/resources/schema'
import type { ResourceField, ResourceType, ResourceValue } from '@/lib/resources/types/resource-type'
import { valueSchema } from '@/lib/resources/types/value-schema'

/** What the form and the JSON view both show. A secret that is absent stays as it is stored. */
export type Draft = { path: string; description: string; value: ResourceValue }

export type SecretMarks = Record<string, SecretMark>

/** The value that a new resource of a type starts with. */
export function startValue(type: ResourceType): ResourceValue {
  const preset = type.fields.filter((field) => field.default !== undefined)
  return Object.fromEntries(preset.map((field) => [field.name, field.default]))
}

/** A saved resource as a draft. */
export function draftOf({ path, description, value }: ResourceDetails): Draft {
  return { path, description, value }
}

/** The value with one field changed; an empty text that needs not be there is left out. */
export function withField(field: ResourceField, value: ResourceValue, next: unknown): ResourceValue {
  const { [field.name]: _, ...rest } = value
  const omitted = next === undefined || (next === '' && field.kind !== 'secret' && field.default === undefined)
  return omitted ? rest : { ...value, [field.name]: next }
}

/** Whether a switch is on, also when the value does not say. */
export function isOn(field: ResourceField, value: ResourceValue): boolean {
  return value[field.name] === undefined ? (field.whenAbsent?.(value) ?? false) : value[field.name] === true
}

/** The value as JSON text, fields in the order of the form, stored secrets as `<set>`. */
export function toJson(type: ResourceType, value: ResourceValue, marks: SecretMarks): string {
  const shown = withKept(type, value, marks)
  const names = type.fields.map(({ name }) => name)
  const known = names.filter((name) => name in shown && !isCleared(type, name, shown[name]))
  const unknown = Object.keys(shown).filter((name) => !names.includes(name))
  return JSON.stringify(Object.fromEntries([...known, ...unknown].map((name) => [name, shown[name]])), null, 2)
}

/** Reads what `toJson` wrote and a person changed. A stored secret that was taken out is cleared. */
export function fromJson(type: ResourceType, text: string, marks: SecretMarks): ReadJson {
  const parsed = parseObject(text)
  if (typeof parsed === 'string') return { value: null, problem: parsed }
  for (const { name, kind } of type.fields) {
    if (kind !== 'secret') continue
    if (parsed[name] === KEPT_SECRET && marks[name]) delete parsed[name]
    else if (!(name in parsed) && marks[name]) parsed[name] = ''
  }
  return { value: parsed, problem: null }
}

type ReadJson = { value: ResourceValue; problem: null } | { value: null; problem: string }

/** A sentence for every wrong field; under '' what belongs to no field. */
export function problemsOf(type: ResourceType, value: ResourceValue, marks: SecretMarks): Record<string, string> {
  const checked = valueSchema(type).safeParse(withKept(type, value, marks))
  const problems: Record<string, string> = {}
  for (const { path, message } of checked.error?.issues ?? []) problems[path.join('.')] ??= message
  return problems
}

function withKept(type: ResourceType, value: ResourceValue, marks: SecretMarks): ResourceValue {
  const kept = type.fields.filter(({ name, kind }) => kind === 'secret' && marks[name] && value[name] === undefined)
  return { ...value, ...Object.fromEntries(kept.map(({ name }) => [name, KEPT_SECRET])) }
}

function isCleared(type: ResourceType, name: string, value: unknown): boolean {
  return value === '' && type.fields.some((field) => field.name === name && field.kind === 'secret')
}

function parseObject(text: string): ResourceValue | string {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed }
    return 'The value must be a JSON object: it begins with { and ends with }.'
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}.`
  }
}
