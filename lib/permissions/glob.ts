import { expandBraces } from './expand-braces'

/**
 * Unix globs over whole keys: `*` and `?` stay within a segment, `**` crosses slashes, `**` with a slash also stands for no
 * folder at all, `{a,b}` is a choice; everything else is itself, by code points. A key is read once, whatever the pattern
 * (Thompson's simulation), so that no pattern can make a match slow.
 */
export function matchesGlob(pattern: string, key: string): boolean {
  return compile(pattern).some(({ start, rest, open }) => {
    if (!key.startsWith(start)) return false
    return open || walk(rest, key.slice(start.length)).has(rest.length)
  })
}

/** Whether some key that begins with `prefix` could match. */
export function couldMatchBelow(pattern: string, prefix: string): boolean {
  return compile(pattern).some((glob) => couldBegin(glob, prefix))
}

/** Whether every key that begins with `prefix`, and is longer, matches. */
export function matchesAllBelow(pattern: string, prefix: string): boolean {
  return compile(pattern).some(({ start, rest }) => {
    if (!prefix.startsWith(start)) return false
    const places = walk(rest, prefix.slice(start.length))
    return [...places].some((place) => matchesEverything(rest, place, places))
  })
}

/** For each alternative of the pattern that could match below `prefix`, the longest text that all its matches there begin with. */
export function literalStarts(pattern: string, prefix: string): string[] {
  return compile(pattern)
    .filter((glob) => couldBegin(glob, prefix))
    .map(({ start }) => (start.startsWith(prefix) ? start : prefix))
}

function couldBegin({ start, rest }: Glob, prefix: string): boolean {
  if (start.startsWith(prefix)) return true
  return prefix.startsWith(start) && walk(rest, prefix.slice(start.length)).size > 0
}

/** One alternative of a pattern: the text that it begins with, and what comes behind. */
type Glob = { start: string; rest: Token[] /** Whether anything may come behind. */; open: boolean }

/** A character, or one of: `any` within a segment, `star` and `globstar` repeat, `enter` and `inside` are the halves of `**` with its slash. */
type Token = { char: string } | 'any' | 'star' | 'globstar' | 'enter' | 'inside'

const compiled = new Map<string, Glob[]>()
const MAX_COMPILED = 1000

function compile(pattern: string): Glob[] {
  const known = compiled.get(pattern)
  if (known) return known
  if (compiled.size >= MAX_COMPILED) compiled.clear()
  const made = expandBraces(pattern).map(toGlob)
  compiled.set(pattern, made)
  return made
}

function toGlob(pattern: string): Glob {
  const all = tokenise(pattern)
  const end = all.findIndex((token) => typeof token === 'string')
  const start = literalText(end < 0 ? all : all.slice(0, end))
  const rest = end < 0 ? [] : all.slice(end)
  return { start, rest, open: matchesEverything(rest, 0, new Set([0])) }
}

function tokenise(pattern: string): Token[] {
  return [...pattern.matchAll(/\*\*\/|\*\*|[\s\S]/gu)].flatMap(([text]) => tokens[text] ?? [{ char: text }])
}

const tokens: Record<string, Token[] | undefined> = {
  '**/': ['enter', 'inside'],
  '**': ['globstar'],
  '*': ['star'],
  '?': ['any'],
}

/** The places in the pattern that are reached once `text` has been read; empty when nothing that begins so can match. */
function walk(pattern: Token[], text: string): Set<number> {
  let places = new Set<number>()
  reach(pattern, places, 0)
  for (const char of text) {
    const next = new Set<number>()
    for (const place of places) step(pattern, { place, char }, next)
    places = next
    if (places.size === 0) break
  }
  return places
}

function step(pattern: Token[], { place, char }: { place: number; char: string }, next: Set<number>): void {
  const token = pattern[place]
  if (token === undefined) return
  if (token === 'globstar' || (token === 'star' && char !== '/')) reach(pattern, next, place)
  else if (token === 'any' && char !== '/') reach(pattern, next, place + 1)
  else if (token === 'enter' || token === 'inside') {
    const inside = token === 'enter' ? place + 1 : place
    next.add(inside)
    if (char === '/') reach(pattern, next, inside + 1)
  } else if (typeof token === 'object' && token.char === char) reach(pattern, next, place + 1)
}

/** Adds a place, and those behind it that are reached by reading nothing. */
function reach(pattern: Token[], places: Set<number>, place: number): void {
  for (let at = place; !places.has(at); ) {
    places.add(at)
    const token = pattern[at]
    if (token === 'star' || token === 'globstar') at += 1
    else if (token === 'enter') at += 2
  }
}

/** `inside` reads what has a slash to come, the star behind it what has none. */
function matchesEverything(pattern: Token[], place: number, places: Set<number>): boolean {
  const isLast = (at: number, token: Token) => pattern[at] === token && at === pattern.length - 1
  if (isLast(place, 'globstar')) return true
  if (pattern[place] === 'enter') return isLast(place + 2, 'star')
  return pattern[place] === 'inside' && isLast(place + 1, 'star') && places.has(place + 1)
}

function literalText(pattern: Token[]): string {
  return pattern.map((token) => (typeof token === 'string' ? '' : token.char)).join('')
}
