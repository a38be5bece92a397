import { AppError } from '@/lib/errors'

/** How many patterns the choices of one pattern may stand for. */
export const MAX_ALTERNATIVES = 256

/**
 * The patterns that a pattern with `{a,b}` stands for; choices may be nested, and a brace that is never closed ends with the
 * pattern. Throws `invalid` beyond `MAX_ALTERNATIVES`.
 */
export function expandBraces(pattern: string): string[] {
  const { alternatives } = sequence(pattern, 0, false)
  return alternatives
}

type Parsed = { alternatives: string[]; end: number }

function sequence(pattern: string, start: number, nested: boolean): Parsed {
  let alternatives = ['']
  let at = start
  while (at < pattern.length) {
    const char = pattern[at] ?? ''
    if (nested && (char === ',' || char === '}')) break
    const parsed = char === '{' ? choice(pattern, at + 1) : { alternatives: [char], end: at + 1 }
    alternatives = joined(alternatives, parsed.alternatives)
    at = parsed.end
  }
  return { alternatives, end: at }
}

function choice(pattern: string, start: number): Parsed {
  const alternatives: string[] = []
  let at = start
  for (;;) {
    const parsed = sequence(pattern, at, true)
    alternatives.push(...parsed.alternatives)
    at = parsed.end + 1
    if (pattern[parsed.end] !== ',') return { alternatives: bounded(alternatives), end: Math.min(at, pattern.length) }
  }
}

function joined(starts: string[], ends: string[]): string[] {
  return bounded(starts.flatMap((start) => ends.map((end) => start + end)))
}

function bounded(alternatives: string[]): string[] {
  if (alternatives.length > MAX_ALTERNATIVES)
    throw new AppError(
      'invalid',
      `A pattern stands for at most ${MAX_ALTERNATIVES} choices. Split it into several rules.`,
    )
  return alternatives
}
