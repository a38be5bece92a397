import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import known from './completions.json'

type Member = { name: string; kind: string; detail: string; info: string }

const modules = new Map<string, Completion[]>(
  Object.entries(known).map(([name, members]: [string, Member[]]) => [name, members.map(toCompletion)]),
)
const WORD = /[\w$]*$/

/** What the clients of TypeScript offer: after the name that one is imported by, and between the braces of its import. */
export function completeTypeScript(context: CompletionContext): CompletionResult | null {
  const { before, text } = around(context)
  const name = moduleNameAt(before, /\bfrom\s*(['"])([\w@/-]*)$/)
  if (name !== null) return offer(context, moduleNames('client'), name.length)
  const named = importAround(text, context.pos)
  if (named) return offerMembers(context, named)
  const owner = /([\w$]+)\.[\w$]*$/.exec(before)?.[1]
  return owner ? offerMembers(context, moduleOf(text, owner)) : null
}

/** The same for Python: `wmill.`, and the names after `from wmill import`. */
export function completePython(context: CompletionContext): CompletionResult | null {
  const { before, text } = around(context)
  const listed = /^[ \t]*from[ \t]+(\w+)[ \t]+import[ \t(][\w, \t]*$/.exec(before)
  if (listed) return offerMembers(context, listed[1])
  const owner = /(\w+)\.\w*$/.exec(before)?.[1]
  if (!owner) return null
  const alias = new RegExp(`^[ \\t]*import[ \\t]+(\\w+)[ \\t]+as[ \\t]+${owner}\\b`, 'm').exec(text)?.[1]
  return offerMembers(
    context,
    alias ?? (new RegExp(`^[ \\t]*import[ \\t].*\\b${owner}\\b`, 'm').test(text) ? owner : undefined),
  )
}

function around({ state, pos }: CompletionContext) {
  return { before: state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from), text: state.doc.toString() }
}

function moduleNameAt(before: string, pattern: RegExp): string | null {
  return pattern.exec(before)?.[2] ?? null
}

/** The module of the import whose braces the place lies between. */
function importAround(text: string, pos: number): string | undefined {
  for (const match of text.matchAll(/import\s+(?:type\s+)?(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s*['"]([\w@/-]+)['"]/g)) {
    const start = match.index + match[0].indexOf('{')
    if (pos > start && pos <= start + 1 + (match[1]?.length ?? 0)) return match[2]
  }
  return undefined
}

/** The module that is imported whole, or as its default, by this name. */
function moduleOf(text: string, owner: string): string | undefined {
  const name = owner.replace(/\$/g, '\\$')
  return new RegExp(`import\\s+(?:\\*\\s+as\\s+)?${name}\\s*(?:,[^'"]*)?from\\s*['"]([\\w@/-]+)['"]`).exec(text)?.[1]
}

function moduleNames(ending: string): Completion[] {
  return [...modules.keys()].filter((name) => name.endsWith(ending)).map((label) => ({ label, type: 'namespace' }))
}

function offerMembers(context: CompletionContext, module: string | undefined): CompletionResult | null {
  const options = module === undefined ? undefined : modules.get(module)
  return options ? offer(context, options, WORD.exec(around(context).before)?.[0].length ?? 0) : null
}

function offer({ pos }: CompletionContext, options: Completion[], typed: number): CompletionResult {
  return { from: pos - typed, options, validFor: /^[\w$@/-]*$/ }
}

function toCompletion({ name, kind, detail, info }: Member): Completion {
  return { label: name, type: kind, ...(detail && { detail }), ...(info && { info }) }
}
