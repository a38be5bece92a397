import * as z from 'zod'

/** The reserved name of the primary storage, on the wire and in `s3://_default_/key`. */
export const PRIMARY_STORAGE = '_default_'

/** A storage's name in requests; absent or empty is the primary one. */
export const storageNameSchema = z
  .string()
  .regex(/^[\w.-]{0,64}$/, 'may hold letters, digits, dots, dashes and underscores')
  .optional()
  .transform((name) => name || PRIMARY_STORAGE)
