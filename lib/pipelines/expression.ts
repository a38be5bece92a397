/** Where a value of a step comes from: a root, and the names and places that lead from it. */
export type Expression =
  | { root: 'flow_input'; steps: Accessor[] }
  | { root: 'previous_result'; steps: Accessor[] }
  | { root: 'iter'; steps: Accessor[] }
  | { root: 'results'; id: string; steps: Accessor[] }
type Accessor = string | number

export const EXPRESSION_HELP =
  'Write flow_input, previous_result, results.<step> or, in a loop, flow_input.iter.value or flow_input.iter.index, each followed by .name, ["name"] or [0]. Nothing else is understood: it is not run as JavaScript.'

export const MAX_EXPRESSION_LENGTH = 500

const ACCESSOR = /\s*(?:\.\s*([A-Za-z_$][\w$]*)|\[\s*(?:(\d{1,9})|("(?:[^"\\]|\\.)*"))\s*\])/y
const ROOT = /\s*(flow_input|previous_result|results)(?![\w$])/y

/** Reads a path such as `results.a.files[0]`; null for anything else. */
export function parseExpression(text: string): Expression | null {
  if (text.length > MAX_EXPRESSION_LENGTH) return null
  ROOT.lastIndex = 0
  const root = ROOT.exec(text)?.[1]
  const steps = root === undefined ? null : readAccessors(text, ROOT.lastIndex)
  if (!steps) return null
  if (root === 'previous_result') return { root, steps }
  const [first, ...rest] = steps
  if (root === 'results') return typeof first === 'string' ? { root, id: first, steps: rest } : null
  if (first !== 'iter') return { root: 'flow_input', steps }
  return rest[0] === 'value' || rest[0] === 'index' ? { root: 'iter', steps: rest } : null
}

function readAccessors(text: string, from: number): Accessor[] | null {
  const found: Accessor[] = []
  let at = from
  while (text.slice(at).trim() !== '') {
    ACCESSOR.lastIndex = at
    const match = ACCESSOR.exec(text)
    if (!match) return null
    const accessor = readAccessor(match)
    if (accessor === null) return null
    found.push(accessor)
    at = ACCESSOR.lastIndex
  }
  return found
}

function readAccessor([, name, place, quoted]: RegExpExecArray): Accessor | null {
  if (name !== undefined) return name
  if (place !== undefined) return Number(place)
  try {
    const read: unknown = JSON.parse(quoted ?? '')
    return typeof read === 'string' ? read : null
  } catch {
    return null
  }
}

/** What a path leads to in a JSON value: `undefined` for a name that is not there. Throws for a way through nothing. */
export function follow(value: unknown, steps: readonly Accessor[]): unknown {
  let found = value
  for (const step of steps) {
    if (found === null || found === undefined)
      throw new TypeError(`there is no ${JSON.stringify(step)} in ${found === null ? 'null' : 'what is not there'}`)
    found = own(found, step)
  }
  return found
}

/** Own values alone: nothing of what JavaScript gives every object. */
function own(value: unknown, step: Accessor): unknown {
  if (typeof value === 'string' || Array.isArray(value)) {
    if (step === 'length') return value.length
    return typeof step === 'number' || /^\d+$/.test(step) ? value[Number(step)] : undefined
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
  return Object.entries(value).find(([name]) => name === String(step))?.[1]
}
