import 'server-only'
import type { Context } from '@/lib/auth/context'
import { isGrantable } from '@/lib/grants/subject'
import { listFolders } from './list-folders'

/** Where a new thing may be put, and who sees it there. */
type WritablePlace = { prefix: string; label: string; hint: string }

/** The actor's own name first, then the folders that they may write in. */
export async function listPlaces(ctx: Context): Promise<WritablePlace[]> {
  const folders = await listFolders(ctx)
  const writable = folders.filter(({ access }) => ctx.isAdmin || access === 'write' || access === 'owner')
  // A superadmin who is no member has no place of their own: no path can hold an e-mail address.
  const own = isGrantable(ctx.username)
    ? [{ prefix: `u/${ctx.username}/`, label: `u/${ctx.username}`, hint: 'Only you and admins may see it' }]
    : []
  return [
    ...own,
    ...writable.map(({ name, grants }) => ({ prefix: `f/${name}/`, label: `f/${name}`, hint: audience(grants) })),
  ]
}

function audience(grants: { subject: string }[]): string {
  if (grants.some(({ subject }) => subject === 'g/all')) return 'Everybody in the workspace may see it'
  if (grants.length === 1) return 'Its owner and admins may see it'
  return `The ${grants.length} members of this folder and admins may see it`
}
