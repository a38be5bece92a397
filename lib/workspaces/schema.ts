import * as z from 'zod'
import { usernameSchema } from '@/lib/people/schema'

/** Which workspace this browser showed last; written by the workspace's screens, read by `/`. */
export const LAST_WORKSPACE_COOKIE = 'granary.workspace'

const workspaceIdSchema = z
  .string()
  .trim()
  .min(1, 'Enter an id.')
  .max(50, 'An id has at most 50 characters.')
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'An id has only small letters, digits, _ and -, and begins with a letter or digit.')

export const createWorkspaceSchema = z.object({
  id: workspaceIdSchema,
  name: z.string().trim().min(1, 'Enter a name.').max(100, 'A name has at most 100 characters.'),
  /** Of its maker there. Absent: made from their address. */
  username: usernameSchema.optional(),
})
export type CreateWorkspace = z.output<typeof createWorkspaceSchema>

export const workspaceSchema = z.object({ id: z.string() })
export type NamedWorkspace = z.output<typeof workspaceSchema>

/** A workspace as the published clients read it; its owner is the admin who has been there longest. */
export const wireWorkspaceSchema = z.object({ id: z.string(), name: z.string(), owner: z.string() })
export type WireWorkspace = z.output<typeof wireWorkspaceSchema>

/** The workspaces of a user, as the published clients read them. */
export const userWorkspacesSchema = z.object({
  email: z.string(),
  workspaces: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      username: z.string(),
      color: z.string(),
      is_dev_workspace: z.boolean(),
      disabled: z.boolean(),
    }),
  ),
})
export type UserWorkspaces = z.output<typeof userWorkspacesSchema>

export type WorkspaceSummary = {
  id: string
  name: string
  /** Null for a superadmin who sees the workspace without belonging to it. */
  username: string | null
  isAdmin: boolean
}
