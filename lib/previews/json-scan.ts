/** A value in a JSON text: kept as its place, so nothing is rounded and nothing is built that is not looked at. */
export interface JsonSpan {
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'
  start: number
  end: number
}

interface JsonChild extends JsonSpan {
  /** Name of a member, index of an element. */
  key: string | number
}

/** The text is not JSON from here on. */
export class JsonMistake extends Error {
  override name = 'JsonMistake'
  constructor(
    readonly position: number,
    readonly expected: string,
  ) {
    super(expected)
  }
}

/** Checks a whole text and answers the span of its value; throws JsonMistake. */
export function scanJson(text: string): JsonSpan {
  const value = scanValue(text, skipSpace(text, 0))
  const rest = skipSpace(text, value.end)
  if (rest < text.length) throw new JsonMistake(rest, 'nothing more after the value')
  return value
}

/** Children of an object or array, from the one with index `from`, at most `limit` of them. */
export function childrenOf(text: string, parent: JsonSpan, { from = 0, limit = Number.POSITIVE_INFINITY } = {}) {
  const children: JsonChild[] = []
  let position = skipSpace(text, parent.start + 1)
  for (let index = 0; position < parent.end - 1; index++) {
    let key: string | number = index
    if (parent.kind === 'object') {
      const name = scanString(text, position)
      key = index >= from ? stringAt(text, { kind: 'string', start: position, end: name }) : ''
      position = skipSpace(text, skipSpace(text, name) + 1)
    }
    const value = scanValue(text, position)
    if (index >= from + limit) return { children, more: true }
    if (index >= from) children.push({ ...value, key })
    position = skipSpace(text, value.end)
    if (text[position] === ',') position = skipSpace(text, position + 1)
  }
  return { children, more: false }
}

/** How many children an object or array has. */
export function countChildren(text: string, parent: JsonSpan): number {
  let count = 0
  let position = skipSpace(text, parent.start + 1)
  while (position < parent.end - 1) {
    if (parent.kind === 'object') position = skipSpace(text, skipSpace(text, scanString(text, position)) + 1)
    position = skipSpace(text, scanValue(text, position).end)
    if (text[position] === ',') position = skipSpace(text, position + 1)
    count++
  }
  return count
}

/** The characters of a string value. */
export function stringAt(text: string, { start, end }: JsonSpan): string {
  const value: unknown = JSON.parse(text.slice(start, end))
  return typeof value === 'string' ? value : ''
}

/** Line and column of a position, from 1. */
export function lineAndColumn(text: string, position: number): { line: number; column: number } {
  let line = 1
  let lineStart = 0
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) {
    line++
    lineStart = i + 1
  }
  return { line, column: position - lineStart + 1 }
}

/** Finds the end of the value at a position. Keeps its own stack: a text may nest a million deep. */
function scanValue(text: string, start: number): JsonSpan {
  const first = kindAt(text, start)
  if (first !== 'object' && first !== 'array') return { kind: first, start, end: scanScalar(text, start, first) }
  const open: ('object' | 'array')[] = [first]
  let position = afterOpening(text, start + 1, first)
  for (;;) {
    const inside = open.at(-1)
    if (!inside) return { kind: first, start, end: position }
    const character = text[position]
    if (character === (inside === 'object' ? '}' : ']')) {
      open.pop()
      position = open.length > 0 ? afterValue(text, position + 1, open.at(-1)) : position + 1
      continue
    }
    const kind = kindAt(text, position)
    if (kind === 'object' || kind === 'array') {
      open.push(kind)
      position = afterOpening(text, position + 1, kind)
    } else position = afterValue(text, scanScalar(text, position, kind), inside)
  }
}

/** Positions after `{` or `[`: at the closing bracket or at the first value. */
function afterOpening(text: string, start: number, inside: 'object' | 'array'): number {
  const position = skipSpace(text, start)
  if (inside === 'array' || text[position] === '}') return position
  return afterKey(text, position)
}

/** Positions after a value: at the closing bracket or at the next value. */
function afterValue(text: string, end: number, inside: 'object' | 'array' | undefined): number {
  const position = skipSpace(text, end)
  const close = inside === 'object' ? '}' : ']'
  if (text[position] === close) return position
  if (text[position] !== ',') throw new JsonMistake(position, `a comma or ${close}`)
  const next = skipSpace(text, position + 1)
  if (inside === 'object') return afterKey(text, next)
  if (text[next] === ']') throw new JsonMistake(next, 'a value')
  return next
}

function afterKey(text: string, start: number): number {
  if (text[start] !== '"') throw new JsonMistake(start, 'a name in double quotes')
  const colon = skipSpace(text, scanString(text, start))
  if (text[colon] !== ':') throw new JsonMistake(colon, 'a colon')
  const value = skipSpace(text, colon + 1)
  if (text[value] === '}') throw new JsonMistake(value, 'a value')
  return value
}

const KINDS: Record<string, JsonSpan['kind']> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
  '-': 'number',
}

function kindAt(text: string, position: number): JsonSpan['kind'] {
  const character = text[position] ?? ''
  const kind = KINDS[character] ?? (character >= '0' && character <= '9' ? 'number' : undefined)
  if (!kind) throw new JsonMistake(position, 'a value')
  return kind
}

function scanScalar(text: string, start: number, kind: JsonSpan['kind']): number {
  if (kind === 'string') return scanString(text, start)
  if (kind === 'number') return scanNumber(text, start)
  const word = ['true', 'false', 'null'].find((candidate) => text.startsWith(candidate, start))
  if (!word) throw new JsonMistake(start, 'a value')
  return start + word.length
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function scanNumber(text: string, start: number): number {
  NUMBER.lastIndex = start
  const found = NUMBER.exec(text)
  if (!found) throw new JsonMistake(start, 'a number')
  return start + found[0].length
}

function scanString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x22) return i + 1
    if (code < 0x20) throw new JsonMistake(i, 'no control character inside a string')
    if (code === 0x5c) i = scanEscape(text, i)
  }
  throw new JsonMistake(text.length, 'the closing quote of a string')
}

function scanEscape(text: string, start: number): number {
  const character = text[start + 1] ?? ''
  if (character === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(start + 2, start + 6))) return start + 5
  if (character !== '' && '"\\/bfnrt'.includes(character)) return start + 1
  throw new JsonMistake(start, 'a valid escape')
}

function skipSpace(text: string, start: number): number {
  let position = start
  for (;;) {
    const code = text.charCodeAt(position)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return position
    position++
  }
}
