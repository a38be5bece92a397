import * as z from 'zod'

/** What an argument takes, as a form can ask for it. */
export type ArgumentType =
  | { kind: 'unknown' }
  | { kind: 'text'; options?: string[]; format?: 'email' | 'sql' }
  | { kind: 'number'; options?: number[] }
  | { kind: 'integer'; options?: number[] }
  | { kind: 'boolean' | 'bytes' | 'datetime' | 'date' }
  /** A resource of the type of that name; `s3_object` is a file. */
  | { kind: 'resource'; name: string }
  | { kind: 'list'; item: ArgumentType }
  /** Without fields: any object. */
  | { kind: 'object'; fields: Field[] }
  /** One of several objects. */
  | { kind: 'choice'; options: { label: string; fields: Field[] }[] }

export type Field = { name: string; type: ArgumentType; optional: boolean }

/** An argument of `main`. */
export type Argument = Field & {
  /** The default where it is a plain value, as JSON; `optional` is true for every argument that has one. */
  default?: unknown
  /** What the author wrote about it beside the code. */
  description?: string
}

/** How a script is called, as far as its text tells. Nothing of the script is run to find out. */
export type Signature = {
  args: Argument[]
  /** Whether it has a `main` to run; otherwise other scripts import it. */
  hasMain: boolean
  hasPreprocessor: boolean
}

const typeSchema: z.ZodType<ArgumentType> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('unknown') }),
    z.object({
      kind: z.literal('text'),
      options: z.array(z.string()).optional(),
      format: z.enum(['email', 'sql']).optional(),
    }),
    z.object({ kind: z.literal('number'), options: z.array(z.number()).optional() }),
    z.object({ kind: z.literal('integer'), options: z.array(z.number()).optional() }),
    z.object({ kind: z.enum(['boolean', 'bytes', 'datetime', 'date']) }),
    z.object({ kind: z.literal('resource'), name: z.string() }),
    z.object({ kind: z.literal('list'), item: typeSchema }),
    z.object({ kind: z.literal('object'), fields: z.array(fieldSchema) }),
    z.object({
      kind: z.literal('choice'),
      options: z.array(z.object({ label: z.string(), fields: z.array(fieldSchema) })),
    }),
  ]),
)

const fieldSchema = z.object({ name: z.string(), type: typeSchema, optional: z.boolean() })

/** For signatures that another process read. */
export const signatureSchema = z.object({
  args: z.array(fieldSchema.extend({ default: z.unknown().optional(), description: z.string().optional() })),
  hasMain: z.boolean(),
  hasPreprocessor: z.boolean(),
})

/** Where a type is not worth telling further: it is nested too deeply, or there is too much of it. */
export const MAX_DEPTH = 8
export const MAX_TYPES = 2000

/** Of what an author wrote about an argument. */
export const MAX_DESCRIPTION_CHARACTERS = 1000
