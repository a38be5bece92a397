import 'server-only'
import type { WorkspaceId } from '@/lib/auth/context'
import { db } from '@/lib/db'
import type { Grant, Item, ItemKind } from './schema'

/** The extra permissions of one item, by subject. */
export async function listStoredGrants(workspaceId: WorkspaceId, { kind, path }: Item): Promise<Grant[]> {
  return (await db()).pathGrant.findMany({
    where: { workspaceId, kind, path },
    select: { subject: true, write: true },
    orderBy: { subject: 'asc' },
  })
}

/** The extra permissions of all items of a kind. */
export async function listGrantsOfKind(workspaceId: WorkspaceId, kind: ItemKind) {
  return (await db()).pathGrant.findMany({
    where: { workspaceId, kind },
    select: { path: true, subject: true, write: true },
    orderBy: { subject: 'asc' },
  })
}

/** Every extra permission of these subjects in the workspace. */
export async function findGrantsOf(workspaceId: WorkspaceId, subjects: string[]) {
  return (await db()).pathGrant.findMany({
    where: { workspaceId, subject: { in: subjects } },
    select: { kind: true, path: true, write: true },
  })
}

/** Replaces all extra permissions of an item at once. */
export async function replaceGrants(workspaceId: WorkspaceId, { kind, path }: Item, grants: Grant[]): Promise<void> {
  const client = await db()
  await client.$transaction(async (tx) => {
    await tx.pathGrant.deleteMany({ where: { workspaceId, kind, path } })
    await tx.pathGrant.createMany({ data: grants.map((grant) => ({ workspaceId, kind, path, ...grant })) })
  })
}

/** Gives one subject an extra permission, or changes the one that it has. */
export async function putGrant(workspaceId: WorkspaceId, { kind, path }: Item, grant: Grant): Promise<void> {
  const key = { workspaceId, kind, path, subject: grant.subject }
  await (await db()).pathGrant.upsert({
    where: { workspaceId_kind_path_subject: key },
    create: { ...key, write: grant.write },
    update: { write: grant.write },
  })
}

/** Takes the extra permission of one subject away; one that is not there is no failure. */
export async function removeGrant(workspaceId: WorkspaceId, { kind, path }: Item, subject: string): Promise<void> {
  await (await db()).pathGrant.deleteMany({ where: { workspaceId, kind, path, subject } })
}

/** Whether something of that kind lies at the path. */
export async function itemExists(workspaceId: WorkspaceId, { kind, path }: Item): Promise<boolean> {
  const client = await db()
  const query = { where: { workspaceId, path }, select: { path: true } } as const
  const find: Record<ItemKind, () => Promise<{ path: string } | null>> = {
    resource: () => client.resource.findFirst(query),
    variable: () => client.variable.findFirst(query),
    flow: () => client.flow.findFirst(query),
    script: () => client.script.findFirst({ ...query, where: { ...query.where, deleted: false } }),
  }
  return (await find[kind]()) !== null
}

/** Which of these subjects are members or groups of the workspace; the group of everybody has no row. */
export async function findKnownSubjects(workspaceId: WorkspaceId, subjects: string[]): Promise<string[]> {
  const client = await db()
  const named = (kind: string) =>
    subjects.filter((subject) => subject.startsWith(kind)).map((subject) => subject.slice(2))
  const [members, groups] = await Promise.all([
    client.membership.findMany({
      where: { workspaceId, username: { in: named('u/') } },
      select: { username: true },
    }),
    client.group.findMany({ where: { workspaceId, name: { in: named('g/') } }, select: { name: true } }),
  ])
  return [...members.map(({ username }) => `u/${username}`), ...groups.map(({ name }) => `g/${name}`)]
}

/** All members and groups of the workspace as subjects, groups first. */
export async function listSubjects(workspaceId: WorkspaceId): Promise<string[]> {
  const client = await db()
  const [groups, members] = await Promise.all([
    client.group.findMany({ where: { workspaceId }, select: { name: true }, orderBy: { name: 'asc' } }),
    client.membership.findMany({ where: { workspaceId }, select: { username: true }, orderBy: { username: 'asc' } }),
  ])
  return [...groups.map(({ name }) => `g/${name}`), ...members.map(({ username }) => `u/${username}`)]
}
