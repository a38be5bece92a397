import 'server-only'
import type * as z from 'zod'
import type { Context, PersonContext } from '@/lib/auth/context'
import { requireContext, requirePersonContext } from '@/lib/auth/page-context'
import { parse } from '@/lib/parse'
import { type ActionResult, toFailure } from './result'

/** A server action in a workspace: authenticates, parses, runs the use case, turns expected failures into values. */
export function defineAction<S extends z.ZodType, T>(schema: S, run: (ctx: Context, input: z.output<S>) => Promise<T>) {
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
