import 'server-only'
import * as z from 'zod'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { changeExtraAccess } from '@/lib/folders/change-access'
import { getFolder } from '@/lib/folders/list-folders'
import { describeAccesses } from '@/lib/folders/wire'
import { addGroupMember } from '@/lib/groups/change-members'
import { getManagedGroup } from '@/lib/groups/get-managed-group'
import { getGroup } from '@/lib/groups/list-groups'
import { managersOf } from '@/lib/groups/wire'
import { parse } from '@/lib/parse'
import { listGrants } from './list-grants'
import { itemKindSchema } from './schema'
import { addGrant, dropGrant } from './set-grants'
import { subjectSchema } from './subject'

/** What published clients speak of extra permissions of; only of these there are any here. */
const aclKindSchema = z.enum([...itemKindSchema.options, 'folder', 'group_'])

export const aclParamsSchema = z.object({ kind: z.string(), path: z.string() })
export const addAclSchema = z.object({ owner: z.string(), write: z.boolean().nullish() })
export const removeAclSchema = z.object({ owner: z.string() })
export const aclSchema = z.record(z.string(), z.boolean())

type Place = z.output<typeof aclParamsSchema>

/** Who may read (false) or change (true) an item, a folder or a group beyond its path. */
export async function getAcl(ctx: Context, place: Place): Promise<z.output<typeof aclSchema>> {
  const { kind, path } = readPlace(place)
  if (kind === 'folder') return describeAccesses((await getFolder(ctx, { name: path })).grants).extra_perms
  if (kind === 'group_') return managersOf((await getGroup(ctx, { name: path })).members)
  const { grants } = await listGrants(ctx, { kind, path })
  return Object.fromEntries(grants.map(({ subject, write }) => [subject, write]))
}

/** Adds or changes one of them. Of a group they are its managers. */
export async function addAcl(ctx: Context, place: Place, acl: z.output<typeof addAclSchema>): Promise<void> {
  const { kind, path } = readPlace(place)
  const { subject, write } = { subject: parse(subjectSchema, acl.owner), write: acl.write ?? false }
  if (kind === 'group_') await addGroupMember(ctx, { name: path, username: memberIn(subject), manager: write })
  else if (kind === 'folder') await changeExtraAccess(ctx, { name: path, subject, access: write ? 'write' : 'read' })
  else await addGrant(ctx, { kind, path }, { subject, write })
}

/** Takes one of them away. A manager stays a member of the group, an owner stays an owner of the folder. */
export async function removeAcl(
  ctx: Context,
  place: Place,
  { owner }: z.output<typeof removeAclSchema>,
): Promise<void> {
  const { kind, path } = readPlace(place)
  if (kind === 'group_') await removeManager(ctx, path, owner)
  else if (kind === 'folder') await changeExtraAccess(ctx, { name: path, subject: owner, access: null })
  else await dropGrant(ctx, { kind, path }, owner)
}

async function removeManager(ctx: Context, name: string, subject: string): Promise<void> {
  const { members } = await getManagedGroup(ctx, name)
  const manager = members.find(({ username, manager }) => manager && `u/${username}` === subject)
  if (manager) await addGroupMember(ctx, { name, username: manager.username, manager: false })
}

function readPlace({ kind, path }: Place) {
  const known = aclKindSchema.safeParse(kind)
  if (!known.success) throw new AppError('invalid', `There are no extra permissions of ${kind}.`)
  return { kind: known.data, path }
}

function memberIn(subject: string): string {
  if (subject.startsWith('u/')) return subject.slice(2)
  throw new AppError('invalid', 'Only members can manage a group.')
}
