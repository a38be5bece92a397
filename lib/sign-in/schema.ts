import * as z from 'zod'
import { safePath } from '@/lib/auth/safe-path'
import { emailSchema, nameSchema, newPasswordSchema } from '@/lib/people/schema'

const MAX_PASSWORD_CHARS = 1024

export const credentialsSchema = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, 'Enter your e-mail address.')
    .max(320, 'That is too long for an address.'),
  password: z.string().min(1, 'Enter your password.').max(MAX_PASSWORD_CHARS, 'That is too long for a password.'),
})
export type Credentials = z.output<typeof credentialsSchema>

/** Where to go after signing in; anything that is not a path of this site becomes `/`. */
export const nextSchema = z.object({ next: z.string().optional().transform(safePath) })
export type Next = z.output<typeof nextSchema>

export const signInSchema = credentialsSchema.extend(nextSchema.shape)

export const setUpSchema = z
  .object({ email: emailSchema, name: nameSchema, password: newPasswordSchema, repeated: z.string() })
  .refine(({ password, repeated }) => password === repeated, {
    path: ['repeated'],
    message: 'The two passwords differ.',
  })
