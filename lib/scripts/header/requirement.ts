import { AppError } from '@/lib/errors'
import { packageName } from '@/lib/script-settings/schema'

/** One package that a script asks for: `text` is how an installer is told of it. */
export type Requirement = { name: string; clauses: Clause[]; text: string }
type Clause = { operator: string; version: string }

// The longer ones first: each begins like a shorter one.
const OPERATORS = ['===', '==', '~=', '!=', '<=', '>=', '<', '>']
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/
/** Characters of one: names have 60 at most, and nobody needs many versions. */
const MAX_LENGTH = 300
const VERSION = /^[A-Za-z0-9.*+!_-]+$/

/**
 * Reads a name with extras and versions as PEP 508 writes them. Throws `invalid` for addresses, files, options and markers: what is
 * installed comes from the registry of the server alone, and for its Python.
 */
export function parseRequirement(given: string): Requirement {
  const text = given.trim()
  const written = NAME.exec(text)?.[0] ?? ''
  const { extras, rest } = splitExtras(text.slice(written.length).trim())
  const clauses =
    rest === ''
      ? []
      : rest
          .replace(/^\((.*)\)$/, '$1')
          .split(',')
          .map(parseClause)
  if (written === '' || text.length > MAX_LENGTH || extras === null || clauses.includes(null))
    throw new AppError(
      'invalid',
      `The header of the script asks for ${JSON.stringify(given.slice(0, MAX_LENGTH))}, which is no package: write a name with its versions, such as humanize or humanize==4.9.0.`,
    )
  const known = clauses.filter((clause) => clause !== null)
  const versions = known.map(({ operator, version }) => `${operator}${version}`).join(',')
  return { name: packageName(written), clauses: known, text: `${packageName(written)}${extras}${versions}` }
}

function splitExtras(text: string): { extras: string | null; rest: string } {
  if (!text.startsWith('[')) return { extras: '', rest: text }
  const end = text.indexOf(']')
  const names = text
    .slice(1, Math.max(end, 1))
    .split(',')
    .map((name) => name.trim())
  const isGood = end > 0 && names.every((name) => NAME.exec(name)?.[0] === name)
  return { extras: isGood ? `[${names.join(',')}]` : null, rest: text.slice(end + 1).trim() }
}

function parseClause(text: string): Clause | null {
  const operator = OPERATORS.find((each) => text.trim().startsWith(each))
  if (!operator) return null
  const version = text.trim().slice(operator.length).trim()
  return VERSION.test(version) ? { operator, version } : null
}

/** Whether a version is one of those that are asked for, as far as its numbers tell. */
export function fits(version: string, { clauses }: Requirement): boolean {
  return clauses.every((clause) => fitsClause(version, clause))
}

function fitsClause(version: string, { operator, version: wanted }: Clause): boolean {
  const isPrefix = wanted.endsWith('.*')
  const base = wanted.replace(/\.\*$/, '')
  const order = compare(version, base)
  const isSame = isPrefix ? compare(cut(version, base.split('.').length), base) === 0 : order === 0
  switch (operator) {
    case '===':
      return version === wanted
    case '==':
      return isSame
    case '!=':
      return !isSame
    case '<=':
      return order <= 0
    case '>=':
      return order >= 0
    case '<':
      return order < 0
    case '>':
      return order > 0
    default: // ~=
      return (
        order >= 0 && compare(cut(version, base.split('.').length - 1), cut(base, base.split('.').length - 1)) === 0
      )
  }
}

const cut = (version: string, parts: number) => version.split('.').slice(0, parts).join('.')

function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0))
  for (let at = 0; at < Math.max(a?.length ?? 0, b?.length ?? 0); at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
