/** From the root of a JSON value to a part of it. */
export type JsonPath = readonly (string | number)[]

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Where in a JSON text the value at a path begins, or else what holds it, as the characters before it. */
export function offsetOfPath(text: string, path: JsonPath): number {
  const here: (string | number)[] = []
  const open: string[] = []
  let best = { depth: -1, offset: 0 }
  let isKey = false
  function look(offset: number) {
    if (here.length > best.depth && here.every((step, at) => step === path[at])) best = { depth: here.length, offset }
  }
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      look(index)
      open.push(token)
      here.push(token === '[' ? 0 : '')
      isKey = token === '{'
    } else if (token === '}' || token === ']') {
      open.pop()
      here.pop()
      isKey = false
    } else if (token === ',') {
      isKey = open.at(-1) === '{'
      const place = here.at(-1)
      if (typeof place === 'number') here[here.length - 1] = place + 1
    } else if (isKey) {
      here[here.length - 1] = String(JSON.parse(token))
      isKey = false
    } else if (token !== ':') look(index)
  }
  return best.offset
}

/** Where reading a JSON text failed. Some browsers tell the place; otherwise it is where the text can no more be the beginning of any. */
export function offsetOfFailure(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Math.min(Number(position), text.length)
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line === undefined) return /Unexpected token/.test(message) ? searchFailure(text) : text.length
  const before = text.split('\n').slice(0, Number(line) - 1)
  return Math.min(before.join('\n').length + (before.length > 0 ? 1 : 0) + Number(column) - 1, text.length)
}

function searchFailure(text: string): number {
  let good = 0
  let bad = text.length
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (mayGoOn(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

/** Whether a text fails only since it ends. */
function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const position = /at position (\d+)/.exec(message)?.[1]
    return position === undefined ? !/Unexpected token/.test(message) : Number(position) >= text.length
  }
}

/** A place as people count it, from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}
