import * as z from 'zod'

export const workspaceIdSchema = z
  .string()
  .trim()
  .min(1, 'Enter an id.')
  .max(50, 'An id has at most 50 characters.')
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'An id has only small letters, digits, _ and -, and begins with a letter or digit.')

export const createWorkspaceSchema = z.object({
  id: workspaceIdSchema,
  name: z.string().trim().min(1, 'Enter a name.').max(100, 'A name has at most 100 characters.'),
})
export type CreateWorkspace = z.output<typeof createWorkspaceSchema>
