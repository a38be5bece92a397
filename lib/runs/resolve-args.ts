import 'server-only'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { getInterpolatedValue } from '@/lib/resources/get-resource-value'
import { findReferences, isReference, referencesIn } from '@/lib/resources/references'
import { getVariableValue } from '@/lib/variables/wire-variables'
import type { RunArgs } from './schema'

const MAX_REFERENCES = 100

/**
 * Whether the references in the arguments of such a run stay texts: a token for one script is given to whoever may call that script,
 * not to whoever may read what its maker can.
 */
export function keepsReferences({ credential }: Context): boolean {
  return credential.kind === 'token' && credential.scope.script !== null
}

/**
 * The arguments with what `$res:path` and `$var:path` stand for in their places, where that is the whole text of one: as forms send a
 * resource. Those named in `plain` stay as they are: what a step of a pipeline answered was written by nobody who may read them. Read with
 * the rights of whoever runs the script, and kept nowhere but in its folder. Throws what reading it throws.
 */
export async function resolveArgs(ctx: Context, args: RunArgs, plain: readonly string[] = []): Promise<RunArgs> {
  if (keepsReferences(ctx)) return args
  const followed = Object.fromEntries(Object.entries(args).filter(([name]) => !plain.includes(name)))
  const count = findReferences(followed).length
  if (count > MAX_REFERENCES)
    throw new AppError('invalid', `The arguments hold ${count} references: at most ${MAX_REFERENCES} are followed.`)
  const entries = Object.entries(followed).map(async ([name, value]) => [name, await resolve(ctx, value)])
  return { ...args, ...Object.fromEntries(await Promise.all(entries)) }
}

async function resolve(ctx: Context, value: unknown): Promise<unknown> {
  if (typeof value === 'string') return follow(ctx, value)
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolve(ctx, item)))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(async ([name, item]) => [name, await resolve(ctx, item)])
  return Object.fromEntries(await Promise.all(entries))
}

async function follow(ctx: Context, text: string): Promise<unknown> {
  const [reference] = isReference(text) ? referencesIn(text) : []
  if (!reference) return text
  const { kind, path } = reference
  return kind === 'res' ? getInterpolatedValue(ctx, { path }) : getVariableValue(ctx, { path })
}
