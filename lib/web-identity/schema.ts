import * as z from 'zod'

export const MAX_LIFETIME_SECONDS = 3600

export const identityTokenSchema = z.object({
  audience: z
    .string()
    .regex(
      /^[\x21-\x7e]{1,255}$/,
      'An audience is a name of 1 to 255 characters of ASCII without spaces, such as vault.',
    ),
  /** Of 1 second and more; longer than an hour no token lasts, whatever is asked for. */
  expires_in: z.coerce.number('Say in seconds how long the token is to last.').int().min(1).optional(),
})
export type AskIdentityToken = z.output<typeof identityTokenSchema>
