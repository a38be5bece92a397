/** As Deno and Python name the place of a script in what they tell of an error. */
const DENO = /\bmain\.ts:(\d+)(?::(\d+))?/
const PYTHON = /main\.py", line (\d+)/g

export type ScriptLine = { line: number; column: number; text: string | null }

/** Where in its text a script failed: the innermost place that is the script's own. Null when nothing tells. */
export function failedLine(told: string, code: string | undefined): ScriptLine | null {
  const deno = DENO.exec(told)
  const python = [...told.matchAll(PYTHON)].at(-1)
  const found = deno ?? python
  if (!found) return null
  const line = Number(found[1])
  return { line, column: Number(found[2] ?? 1), text: code?.split('\n')[line - 1] ?? null }
}
