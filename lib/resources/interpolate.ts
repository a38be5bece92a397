import 'server-only'
import { AppError } from '@/lib/errors'
import { isReference, type Reference, referencesIn } from './references'

/** What references stand for; null where there is nothing, or nothing that may be seen. */
export type ReferenceSource = {
  variable(path: string): Promise<string | null>
  resource(path: string): Promise<unknown>
}

/** Nothing is there, or nothing that may be read: the sentence does not tell which. */
export class MissingReference extends AppError {
  override name = 'MissingReference'
  constructor(readonly reference: Reference) {
    const what = reference.kind === 'var' ? 'variable' : 'resource'
    super('invalid', `${named(reference)} leads nowhere: there is no ${what} ${reference.path}.`)
  }
}

const MAX_DEPTH = 8

/**
 * Puts what `$var:` and `$res:` references stand for in their places, at any depth, following the references of resources
 * that are referred to. Throws `invalid`, naming the reference, when one is missing or leads back to itself.
 */
export async function interpolate(value: unknown, source: ReferenceSource, trail: string[] = []): Promise<unknown> {
  if (typeof value === 'string') return interpolateText(value, source, trail)
  if (Array.isArray(value)) return Promise.all(value.map((item) => interpolate(item, source, trail)))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(async ([name, item]) => [name, await interpolate(item, source, trail)])
  return Object.fromEntries(await Promise.all(entries))
}

async function interpolateText(text: string, source: ReferenceSource, trail: string[]): Promise<unknown> {
  const references = referencesIn(text)
  const [first] = references
  if (!first) return text
  if (isReference(text)) return follow(first, source, trail)
  let done = text
  for (const reference of references) {
    const value = await follow(reference, source, trail)
    if (typeof value === 'object') throw notText(reference)
    // A function, since a replacement text would read `$&` in the value as a pattern.
    done = done.replace(named(reference), () => String(value))
  }
  return done
}

async function follow(reference: Reference, source: ReferenceSource, trail: string[]): Promise<unknown> {
  const name = named(reference)
  if (trail.includes(name)) throw new AppError('invalid', `The reference ${name} leads back to itself.`)
  if (trail.length >= MAX_DEPTH)
    throw new AppError('invalid', `The reference ${name} lies more than ${MAX_DEPTH} references deep.`)
  const { kind, path } = reference
  const value = kind === 'var' ? await source.variable(path) : await source.resource(path)
  if (value === null) throw new MissingReference(reference)
  // The value of a variable is taken as it is: nobody has checked what its writer may read.
  return kind === 'var' ? value : interpolate(value, source, [...trail, name])
}

/** A reference as it is written. */
export function named({ kind, path }: Reference): string {
  return `$${kind}:${path}`
}

function notText(reference: Reference): AppError {
  return new AppError('invalid', `${named(reference)} stands inside a text, but the resource is not a text.`)
}
