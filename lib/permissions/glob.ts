/** Whether a Unix glob matches a whole key: `*` and `?` stay within a segment, `**` crosses slashes, `{a,b}` is a choice. */
export function matchesGlob(pattern: string, key: string): boolean {
  return compile(pattern).test(key)
}

const compiled = new Map<string, RegExp>()
const MAX_COMPILED = 1000

function compile(pattern: string): RegExp {
  const known = compiled.get(pattern)
  if (known) return known
  if (compiled.size >= MAX_COMPILED) compiled.clear()
  const made = new RegExp(`^${translate(pattern)}$`, 'su')
  compiled.set(pattern, made)
  return made
}

function translate(pattern: string): string {
  let depth = 0
  const body = pattern.replace(/\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\/]/g, (token) => {
    if (token === '{') depth += 1
    if (token === '}' && depth === 0) return '\\}'
    if (token === '}') depth -= 1
    if (token === ',') return depth > 0 ? '|' : ','
    return translations[token] ?? `\\${token}`
  })
  return body + ')'.repeat(depth)
}

const translations: Record<string, string> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
  '{': '(?:',
  '}': ')',
}
