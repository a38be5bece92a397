import * as z from 'zod'
import type { Args, Control, FormField } from './form-field'

const MAX_KEPT = 5
const MAX_LENGTH = 64_000
const SECRET_NAME = /passw|secret|token|api_?key|credential|private/i

const keptSchema = z.array(z.object({ at: z.number(), args: z.record(z.string(), z.unknown()) })).catch([])

/** Arguments that a script was run with in this browser, and when (milliseconds since 1970). */
export type Remembered = z.output<typeof keptSchema>[number]

/** Where the arguments of a script or a pipeline are kept in this browser. */
export function rememberedKey(workspace: string, path: string, kind: 'script' | 'flow' = 'script'): string {
  return `${kind}-inputs ${workspace} ${path}`
}

/** What a stored text holds, the last run first. */
export function readRemembered(text: string | null): Remembered[] {
  try {
    return keptSchema.parse(JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

/**
 * The text to store after another run. Secrets and bytes are left out, and arguments that are too long for a browser's storage
 * are not kept at all.
 */
export function remember(text: string | null, fields: FormField[], { at, args }: Remembered): string {
  const shown = withoutSecrets(fields, args)
  const same = JSON.stringify(shown)
  const others = readRemembered(text).filter((kept) => JSON.stringify(kept.args) !== same)
  const kept = [{ at, args: shown }, ...others].slice(0, MAX_KEPT)
  while (kept.length > 0 && JSON.stringify(kept).length > MAX_LENGTH) kept.pop()
  return JSON.stringify(kept)
}

/** The arguments that may be kept where everybody who uses this browser could read them. */
export function withoutSecrets(fields: FormField[], args: Args): Args {
  const known = new Map(fields.map(({ name, control }) => [name, control]))
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      const control = known.get(name)
      return !control || isSecret(name, control) ? [] : [[name, value]]
    }),
  )
}

function isSecret(name: string, control: Control): boolean {
  if (control.kind === 'object') return control.fields.some((field) => isSecret(field.name, field.control))
  if (control.kind === 'choice') return control.options.some((option) => isSecret(name, { kind: 'object', ...option }))
  if (control.kind === 'list') return isSecret(name, control.item)
  if (control.kind === 'file' || control.kind === 'files' || control.kind === 'resource') return false
  return control.kind === 'bytes' || (control.kind === 'text' && control.secret) || SECRET_NAME.test(name)
}
