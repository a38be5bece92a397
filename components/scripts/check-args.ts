import type { Args, Control, FormField } from './form-field'
import { isObject, optionIndex } from './start-args'
import { Unparsed } from './unparsed'

/** What is wrong, as sentences, by the place in the arguments: `files/0`, `filter/since`. */
export type ArgProblems = Record<string, string>

/** What keeps these arguments from being run. */
export function checkArgs(fields: FormField[], args: Args, place = ''): ArgProblems {
  const found: ArgProblems = {}
  for (const { name, control, required } of fields)
    Object.assign(found, checkValue(control, args[name], { place: place + name, required }))
  return found
}

type Where = { place: string; required: boolean }

function checkValue(control: Control, value: unknown, { place, required }: Where): ArgProblems {
  if (value instanceof Unparsed) return { [place]: value.problem }
  if (isMissing(value)) return required ? { [place]: missingText(control) } : {}
  switch (control.kind) {
    case 'list':
      return Array.isArray(value) ? checkItems(control.item, value, place) : { [place]: 'This must be a list.' }
    case 'files':
      return Array.isArray(value) ? checkItems({ kind: 'file' }, value, place) : { [place]: 'This must be a list.' }
    case 'object':
      return isObject(value) ? checkArgs(control.fields, value, `${place}/`) : { [place]: 'This must be an object.' }
    case 'choice': {
      const option = control.options[optionIndex(control.options, value)]
      return isObject(value) ? checkArgs(option?.fields ?? [], value, `${place}/`) : { [place]: 'Choose one.' }
    }
    default: {
      const problem = plainProblem(control, value)
      return problem === null ? {} : { [place]: problem }
    }
  }
}

function checkItems(item: Control, values: unknown[], place: string): ArgProblems {
  const found: ArgProblems = {}
  values.forEach((value, index) => {
    Object.assign(found, checkValue(item, value, { place: `${place}/${index}`, required: true }))
  })
  return found
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function missingText({ kind }: Control): string {
  if (kind === 'file') return 'Choose a file.'
  if (kind === 'files') return 'Choose files.'
  return kind === 'options' || kind === 'resource' || kind === 'choice' ? 'Choose one.' : 'This is required.'
}

const DATE = /^\d{4,6}-\d{2}-\d{2}$/
const EMAIL = /^[^\s@]+@[^\s@]+$/

function plainProblem(control: Control, value: unknown): string | null {
  switch (control.kind) {
    case 'text':
      if (typeof value !== 'string') return 'This must be a text.'
      return control.email && !EMAIL.test(value) ? 'Enter an e-mail address, such as you@example.com.' : null
    case 'number':
      return numberProblem(control, value)
    case 'boolean':
      return typeof value === 'boolean' ? null : 'This must be true or false.'
    case 'date':
      return typeof value === 'string' && DATE.test(value) ? null : 'Enter a day, such as 2026-05-31.'
    case 'datetime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? null : 'Enter a day and a time.'
    case 'options':
      return control.values.some((each) => each === value) ? null : `Choose one of ${control.values.join(', ')}.`
    case 'file':
      return isFileValue(value) ? null : 'A file is { "s3": "its key" } or a text such as s3:///its/key.'
    case 'bytes':
    case 'resource':
      return typeof value === 'string' || isObject(value) ? null : 'This must be a text.'
    default:
      return null
  }
}

function numberProblem(control: Extract<Control, { kind: 'number' }>, value: unknown): string | null {
  const { integer, minimum, maximum } = control
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Enter a number.'
  if (integer && !Number.isInteger(value)) return 'Enter a whole number.'
  if (integer && !Number.isSafeInteger(value)) return 'This number is too large to stay exact.'
  if (minimum !== null && value < minimum) return `At least ${minimum}.`
  return maximum !== null && value > maximum ? `At most ${maximum}.` : null
}

/** Whether a value names a file as scripts take it. */
function isFileValue(value: unknown): boolean {
  if (typeof value === 'string') return /^s3:\/\/[^/]*\/./.test(value)
  return isObject(value) && typeof value.s3 === 'string' && value.s3 !== ''
}
