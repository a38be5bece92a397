import 'server-only'
import { db } from '@/lib/db'

type Founder = { userId: string; username: string }

/** Adds a workspace with its admins. Throws a unique violation when the id is taken. */
export async function createWorkspace({ id, name }: { id: string; name: string }, admins: Founder[]): Promise<void> {
  const memberships = { create: admins.map((admin) => ({ ...admin, role: 'admin' })) }
  await (await db()).workspace.create({ data: { id, name, memberships } })
}

/** Every workspace by name. */
export async function listAllWorkspaces() {
  return (await db()).workspace.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } })
}

/** The workspaces somebody belongs to, with their username and role in each. */
export async function listMembershipsOf(userId: string) {
  return (await db()).membership.findMany({
    where: { userId },
    select: { username: true, role: true, workspace: { select: { id: true, name: true } } },
  })
}
