import { randomBytes } from 'node:crypto'
import { db } from '@/lib/db'
import { forgetIdentities } from '@/lib/people/identity-cache'
import type { RouteRequest } from './route-requests'

const W = '/api/w/:workspace'
const workspaceId = 'lab'
const fresh = () => randomBytes(6).toString('hex')

/** A user whom nothing needs. */
async function spareUser() {
  const email = `spare-${fresh()}@example.com`
  const { id } = await (await db()).user.create({ data: { email } })
  return { id, email }
}

/** A member whom nothing needs. */
async function spareMember() {
  const [{ id: userId }, username] = [await spareUser(), `spare-${fresh()}`]
  await (await db()).membership.create({ data: { workspaceId, userId, username, role: 'developer' } })
  forgetIdentities()
  return { username }
}

async function spareWorkspace() {
  const id = `spare-${fresh()}`
  await (await db()).workspace.create({ data: { id, name: id } })
  return { workspace: id }
}

/** A group that every member manages, so that all who get past the guards may change it. */
async function commonGroup() {
  const name = `common-${fresh()}`
  const client = await db()
  await client.group.create({ data: { workspaceId, name } })
  const members = await client.membership.findMany({ where: { workspaceId }, select: { userId: true } })
  await client.groupMember.createMany({
    data: members.map(({ userId }) => ({ workspaceId, group: name, userId, manager: true })),
  })
  forgetIdentities()
  return { name }
}

/** A folder that everybody owns. */
async function commonFolder() {
  const name = `common-${fresh()}`
  const grants = { create: { subject: 'g/all', access: 'owner' } }
  await (await db()).folder.create({ data: { workspaceId, name, grants } })
  forgetIdentities()
  return { name }
}

/** A variable in such a folder. */
async function commonVariable() {
  const { name } = await commonFolder()
  const path = `f/${name}/greeting`
  await (await db()).variable.create({ data: { workspaceId, path, value: 'hello' } })
  return { kind: 'variable', path }
}

/** Requests to the routes of people, workspaces, groups, folders and extra permissions. */
export const peopleRequests: Record<string, RouteRequest> = {
  'POST /api/users/create': { json: { email: `made-${fresh()}@example.com`, super_admin: false }, finds: 409 },
  'POST /api/users/update/:email': { json: { name: 'Renamed' }, before: spareUser },
  'DELETE /api/users/delete/:email': { before: spareUser },
  'GET /api/users/list_as_super_admin': {},
  'GET /api/users/exists/:email': { params: { email: 'nobody@example.com' } },
  // None of those who call has a password here.
  'POST /api/users/setpassword': { json: { password: 'long enough' }, finds: 409 },
  'POST /api/workspaces/create': { json: { id: `made-${fresh()}`, name: 'Made' }, finds: 409 },
  'GET /api/workspaces/list': {},
  'POST /api/workspaces/exists': { json: { id: 'nowhere' } },
  'DELETE /api/workspaces/delete/:workspace': { before: spareWorkspace },
  [`POST ${W}/workspaces/add_user`]: { json: { email: 'unknown@example.com', is_admin: false }, finds: 404 },
  [`POST ${W}/users/update/:username`]: { json: { operator: true }, before: spareMember },
  [`DELETE ${W}/users/delete/:username`]: { before: spareMember },
  [`GET ${W}/users/username_to_email/:username`]: { params: { username: 'ada' } },
  [`POST ${W}/groups/create`]: { json: { name: `made-${fresh()}` }, finds: 409 },
  [`POST ${W}/groups/update/:name`]: { json: { summary: 'Everybody' }, before: commonGroup },
  [`DELETE ${W}/groups/delete/:name`]: { before: commonGroup },
  [`GET ${W}/groups/get/:name`]: { params: { name: 'all' } },
  [`GET ${W}/groups/list`]: {},
  [`POST ${W}/groups/adduser/:name`]: { json: { username: 'ada' }, before: commonGroup },
  [`POST ${W}/groups/removeuser/:name`]: { json: { username: 'nobody' }, before: commonGroup },
  [`POST ${W}/folders/create`]: { json: { name: `made-${fresh()}` }, finds: 409 },
  [`POST ${W}/folders/update/:name`]: { json: { summary: 'For all' }, before: commonFolder },
  [`DELETE ${W}/folders/delete/:name`]: { before: commonFolder },
  [`GET ${W}/folders/get/:name`]: { before: commonFolder },
  [`GET ${W}/folders/exists/:name`]: { params: { name: 'nowhere' } },
  [`GET ${W}/folders/list`]: {},
  [`POST ${W}/folders/addowner/:name`]: { json: { owner: 'u/ada' }, before: commonFolder },
  [`POST ${W}/folders/removeowner/:name`]: { json: { owner: 'u/ada' }, before: commonFolder },
  [`GET ${W}/acls/get/:kind/:path{.+}`]: { before: commonVariable },
  [`POST ${W}/acls/add/:kind/:path{.+}`]: { json: { owner: 'u/ada', write: true }, before: commonVariable },
  [`POST ${W}/acls/remove/:kind/:path{.+}`]: { json: { owner: 'u/ada' }, before: commonVariable },
}
