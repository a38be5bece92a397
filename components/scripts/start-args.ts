import type { Args, Control, FormField } from './form-field'

/** What a form begins with: the defaults of the script, and what a control shows before anybody has touched it. */
export function startArgs(fields: FormField[]): Args {
  const entries = fields.map((field) => [field.name, startValue(field)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** The arguments as they are sent: null for what is left empty and has no other default. */
export function completeArgs(fields: FormField[], args: Args): Args {
  const empty = fields.filter(({ name, nullable }) => nullable && args[name] === undefined)
  return { ...args, ...Object.fromEntries(empty.map(({ name }) => [name, null])) }
}

function startValue({ control, required, preset }: FormField): unknown {
  if (preset !== undefined) return preset
  return required ? emptyValue(control) : undefined
}

/** What an untouched control stands for: a switch is off, an object has its own defaults. Undefined for what must be given. */
export function emptyValue(control: Control): unknown {
  switch (control.kind) {
    case 'boolean':
      return false
    case 'object':
      return startArgs(control.fields)
    case 'choice':
      return startOption(control.options[0]?.fields ?? [])
    case 'list':
    case 'files':
      return []
    default:
      return undefined
  }
}

/** An object of a choice: what tells it from the others is filled in. */
export function startOption(fields: FormField[]): Args {
  return { ...startArgs(fields), ...tagsOf(fields) }
}

/** Fields that have only one value: they name the option that an object is. */
export function tagsOf(fields: FormField[]): Args {
  return Object.fromEntries(
    fields.flatMap(({ name, control }) =>
      control.kind === 'options' && control.values.length === 1 ? [[name, control.values[0]]] : [],
    ),
  )
}

/** Which option of a choice an object is; the first one where nothing tells. */
export function optionIndex(options: { fields: FormField[] }[], value: unknown): number {
  const found = options.findIndex(({ fields }) => {
    const tags = Object.entries(tagsOf(fields))
    return tags.length > 0 && isObject(value) && tags.every(([name, tag]) => value[name] === tag)
  })
  return Math.max(0, found)
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
