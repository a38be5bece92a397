import { childrenOf, JsonMistake, type JsonSpan, scanJson } from '@/lib/previews/json-scan'

const MAX_CHARACTERS = 256 * 1024

/** JSON over several lines, every number as it is written; text that is no JSON, or too long, stays as it is. */
export function indentJson(text: string): string {
  if (text.length > MAX_CHARACTERS) return text
  try {
    return indented(text, scanJson(text), '')
  } catch (error) {
    if (error instanceof JsonMistake) return text
    throw error
  }
}

function indented(text: string, span: JsonSpan, margin: string): string {
  if (span.kind !== 'object' && span.kind !== 'array') return text.slice(span.start, span.end)
  const { children } = childrenOf(text, span)
  const [open, close] = span.kind === 'object' ? ['{', '}'] : ['[', ']']
  const simple = children.every(({ kind }) => kind !== 'object' && kind !== 'array')
  if (children.length === 0 || (simple && span.end - span.start < 80)) return text.slice(span.start, span.end)
  const inner = `${margin}  `
  const lines = children.map((child) => {
    const name = typeof child.key === 'string' ? `${JSON.stringify(child.key)}: ` : ''
    return inner + name + indented(text, child, inner)
  })
  return `${open}\n${lines.join(',\n')}\n${margin}${close}`
}
