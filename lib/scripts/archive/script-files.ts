import { Lexer, parse as parseYaml, stringify } from 'yaml'
import * as z from 'zod'
import {
  MAX_CONTENT_LENGTH,
  type NewScript,
  newScriptSchema,
  type ScriptLanguage,
  scriptSettingsSchema,
  type WireScript,
} from '@/lib/scripts/schema'

/** The endings of texts, as the original's command line names them; the longer ones first. */
const ENDINGS: [string, ScriptLanguage][] = [
  ['.deno.ts', 'deno'],
  ['.fetch.ts', 'nativets'],
  ['.bun.ts', 'bun'],
  ['.ts', 'bun'],
  ['.py', 'python3'],
]
const WRITTEN: Record<string, string> = { bun: '.ts', deno: '.deno.ts', nativets: '.fetch.ts', python3: '.py' }
const METADATA = '.script.yaml'
const LOCK = '.script.lock'
const INLINE = '!inline '
/** Characters: that of a script itself. What is longer is refused before it is parsed. */
const MAX_FILE_LENGTH = MAX_CONTENT_LENGTH
const MAX_DEPTH = 200

const metadataSchema = newScriptSchema
  .pick({ summary: true, description: true, kind: true, schema: true, lock: true })
  .partial()
  .extend(scriptSettingsSchema.shape)

export type FoundScript = { path: string; script: NewScript } | { path: string; problem: string }

/** The files of one script: its text, what is told of it, and its lock where it has one. */
export function toFiles(script: WireScript): Record<string, string> {
  const { path, content, language, summary, description, kind, schema, lock } = script
  const settings = scriptSettingsSchema.parse(script)
  // What the text tells by itself, and what said why one version came, is no part of the script.
  const { auto_kind, has_preprocessor, deployment_message, is_template, ...kept } = settings
  const metadata = {
    ...{ summary, description, lock: lock ? `${INLINE}${path}${LOCK}` : '', kind },
    ...(is_template && { is_template }),
    ...kept,
    ...(schema && { schema }),
  }
  return {
    [`${path}${WRITTEN[language] ?? '.ts'}`]: content,
    [`${path}${METADATA}`]: stringify(metadata, { lineWidth: 0 }),
    ...(lock && { [`${path}${LOCK}`]: lock }),
  }
}

/**
 * The scripts that files make up, in the order of their paths; what lies beside them is left alone. Each is read when it is asked for.
 */
export function* fromFiles(files: Readonly<Record<string, string>>): Generator<FoundScript> {
  const found = Object.keys(files)
    .sort()
    .flatMap((name) => {
      const ending = ENDINGS.find(([each]) => name.endsWith(each))
      return ending ? [{ name, path: name.slice(0, -ending[0].length), language: ending[1] }] : []
    })
  const counts = new Map<string, number>()
  for (const { path } of found) counts.set(path, (counts.get(path) ?? 0) + 1)
  for (const { name, path, language } of found)
    yield counts.get(path) === 1
      ? readScriptFiles(files, { name, path, language })
      : { path, problem: 'There are two texts of that name.' }
}

type Named = { name: string; path: string; language: ScriptLanguage }

function readScriptFiles(files: Readonly<Record<string, string>>, { name, path, language }: Named): FoundScript {
  const long = [name, `${path}${METADATA}`].find((each) => (files[each]?.length ?? 0) > MAX_FILE_LENGTH)
  if (long) return { path, problem: `${long} has more than ${MAX_FILE_LENGTH} characters.` }
  const metadata = readMetadata(files[`${path}${METADATA}`])
  if (typeof metadata === 'string') return { path, problem: `${path}${METADATA}: ${metadata}` }
  const lock = metadata.lock?.startsWith(INLINE) ? files[metadata.lock.slice(INLINE.length)] : metadata.lock
  const read = newScriptSchema.safeParse({ ...metadata, lock, path, content: files[name], language })
  return read.success ? { path, script: read.data } : { path, problem: z.prettifyError(read.error) }
}

/** What is told of a script, or a sentence that says what is wrong with the telling. */
function readMetadata(text: string | undefined): z.output<typeof metadataSchema> | string {
  if (text === undefined) return {}
  try {
    if (isTooDeep(text)) return 'It is nested too deeply to be read.'
    // Looking for keys of one name takes time that grows with the square of their number.
    const read = metadataSchema.safeParse(parseYaml(text, { maxAliasCount: 0, uniqueKeys: false }) ?? {})
    return read.success ? read.data : z.prettifyError(read.error)
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}

/**
 * Nesting on which the parser would end the whole process. Blocks nest by `-`, `?` and `:` in one line, or by a column each at least;
 * within brackets only a comma begins anew.
 */
function isTooDeep(text: string): boolean {
  const outer: number[] = []
  let line = 0
  for (const token of new Lexer().lex(text)) {
    if (token === ',') line = outer.at(-1) ?? line
    else if (token === '\n' || token === '\r\n') line = outer.length > 0 ? line : 0
    else if (token === '[' || token === '{') outer.push(line)
    else if (token === ']' || token === '}') line = outer.pop() ?? line
    else if (token === '-' || token === '?' || token === ':') line += 1
    else if (outer.length === 0 && token.length > 1 && token.trim() === '') line += token.length
    if (outer.length + line > MAX_DEPTH) return true
  }
  return false
}
