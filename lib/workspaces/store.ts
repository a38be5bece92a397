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

/** Whether there is a workspace of that id. */
export async function hasWorkspace(id: string): Promise<boolean> {
  return (await (await db()).workspace.count({ where: { id } })) > 0
}

/** Removes a workspace with everything in it. False when there is none of that id. */
export async function removeWorkspace(id: string): Promise<boolean> {
  return (await (await db()).workspace.deleteMany({ where: { id } })).count > 0
}

/** The address of the admin of each of these workspaces who has been there longest. */
export async function listFirstAdmins(workspaceIds: string[]): Promise<Map<string, string>> {
  const admins = await (await db()).membership.findMany({
    where: { workspaceId: { in: workspaceIds }, role: 'admin' },
    orderBy: { createdAt: 'desc' },
    select: { workspaceId: true, user: { select: { email: true } } },
  })
  return new Map(admins.map(({ workspaceId, user }) => [workspaceId, user.email]))
}

/** The workspaces somebody belongs to, with their username and role in each. */
export async function listMembershipsOf(userId: string) {
  return (await db()).membership.findMany({
    where: { userId },
    select: { username: true, role: true, disabledAt: true, workspace: { select: { id: true, name: true } } },
  })
}
