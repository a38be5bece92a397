import 'server-only'
import { db } from '@/lib/db'

/** Everything here returns plain objects; the password hash leaves only through `findCredentials`. */
export async function findUser(id: string) {
  return (await db()).user.findUnique({
    where: { id },
    select: { id: true, email: true, name: true, superadmin: true, disabledAt: true, sessionVersion: true },
  })
}

export async function findMembership(workspaceId: string, userId: string) {
  return (await db()).membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { username: true, role: true, workspace: { select: { id: true, name: true } } },
  })
}

export async function findWorkspace(id: string) {
  return (await db()).workspace.findUnique({ where: { id }, select: { id: true, name: true } })
}

export async function findCredentials(email: string) {
  return (await db()).user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true, sessionVersion: true },
  })
}
