import 'server-only'
import type * as z from 'zod'
import { type PersonContext, requireDeveloper, type UseCase } from '@/lib/auth/context'
import { requireContext, requirePersonContext } from '@/lib/auth/page-context'
import { parse } from '@/lib/parse'
import { type ActionResult, type Failure, toFailure } from './result'

/**
 * A server action in a workspace: authenticates, parses, runs the use case, turns expected failures into values. Actions change
 * things, so operators are refused; `defineReadingAction` is for those that do not.
 */
export function defineAction<S extends z.ZodType, T>(schema: S, run: UseCase<z.output<S>, T>) {
  return defineReadingAction(schema, (ctx, input) => {
    requireDeveloper(ctx)
    return run(ctx, input)
  })
}

/** The same for what every member may do. */
export function defineReadingAction<S extends z.ZodType, T>(schema: S, run: UseCase<z.output<S>, T>) {
  return async (workspace: string, input: z.input<S>): Promise<ActionResult<T>> => {
    try {
      return { ok: true, data: await run(await requireContext(workspace), parse(schema, input)) }
    } catch (error) {
      return toFailure(error)
    }
  }
}

/** The same outside a workspace: what a signed-in person does with the instance or with themselves. */
export function definePersonAction<S extends z.ZodType, T>(
  schema: S,
  run: (ctx: PersonContext, input: z.output<S>) => Promise<T>,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    try {
      return { ok: true, data: await run(await requirePersonContext(), parse(schema, input)) }
    } catch (error) {
      return toFailure(error)
    }
  }
}

/** What a form shows after it was refused: the failure, and what had been entered. */
type FormState = { failure: Failure | null; entered: Record<string, string> }

/**
 * A server action for whoever is not signed in, as `useActionState` calls it: works before the page's scripts do. The
 * entered text comes back, but for passwords.
 */
export function defineFormAction<S extends z.ZodType>(schema: S, run: (input: z.output<S>) => Promise<unknown>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const given = Object.fromEntries([...form].filter(isText))
    try {
      await run(parse(schema, given))
      return { failure: null, entered: {} }
    } catch (error) {
      return { failure: toFailure(error), entered: withoutPasswords(given) }
    }
  }
}

function isText(entry: [string, FormDataEntryValue]): entry is [string, string] {
  return typeof entry[1] === 'string' && !entry[0].startsWith('$')
}

function withoutPasswords(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => name === 'email' || name === 'name'))
}
