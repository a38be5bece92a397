import * as z from 'zod'

/** Everybody in the workspace. */
export const EVERYBODY = 'g/all'

/** Whom a grant speaks of: `u/<username>` or `g/<group>`. */
export const subjectSchema = z
  .string()
  .regex(/^[ug]\/[\w-]{1,100}$/, 'Choose a member of the workspace as u/name, or a group as g/name.')

/** Under which names grants may speak of somebody. */
export function subjectsOf({ username, groups }: { username: string; groups: readonly string[] }): string[] {
  return [`u/${username}`, ...groups.map((group) => `g/${group}`)]
}

/** Whether somebody can be granted anything by name: a superadmin who is no member acts under an e-mail address. */
export function isGrantable(username: string): boolean {
  return /^[\w-]+$/.test(username)
}
