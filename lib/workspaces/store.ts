import 'server-only'
import { db } from '@/lib/db'

type Founder = { userId: string; username: string }

export async function createWorkspace({ id, name }: { id: string; name: string }, admins: Founder[]): Promise<void> {
  const memberships = { create: admins.map((admin) => ({ ...admin, role: 'admin' })) }
  await (await db()).workspace.create({ data: { id, name, memberships } })
}

export async function listAllWorkspaces() {
  return (await db()).workspace.findMany({ orderBy: { name: 'asc' }, select: { id: true, name: true } })
}

export async function listMembershipsOf(userId: string) {
  return (await db()).membership.findMany({
    where: { userId },
    select: { username: true, role: true, workspace: { select: { id: true, name: true } } },
  })
}
