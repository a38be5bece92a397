import { type Context, createContext } from '@/lib/auth/context'
import { db } from '@/lib/db'
import { ensureFolder } from '@/lib/folders/ensure-folder'
import { shareFolder } from '@/lib/folders/share-folder'
import { createOrEditResource } from '@/lib/resources/edit-resource'
import { createScript } from '@/lib/scripts/create-script'
import { createVariableAt } from '@/lib/variables/edit-variable'
import { testPerson } from './context'
import type { RouteRequest } from './route-requests'

const RESOURCES = '/api/w/:workspace/resources'
const TYPES = `${RESOURCES}/type`
const VARIABLES = '/api/w/:workspace/variables'
const SCRIPTS = '/api/w/:workspace/scripts'
const PATH = ':path{.+}'

const path = 'f/open/item'
const schema = { type: 'object' }
const script = { path, summary: '', content: 'export function main() {}', language: 'deno', schema } as const

/** By database: test files of one process follow one another, each with an empty one. */
const preparers = new WeakMap<object, Promise<Context>>()

async function preparer(): Promise<Context> {
  const client = await db()
  const found =
    preparers.get(client) ??
    testPerson({ username: 'preparer', superadmin: true }).then((person) => createContext(person, 'lab'))
  preparers.set(client, found)
  return found
}

/** Somebody who prepares, with a folder in which everybody may do everything. */
export async function openFolder(): Promise<Context> {
  const ctx = await preparer()
  await ensureFolder(ctx, { name: 'open' })
  await shareFolder(ctx, { name: 'open', grants: [{ subject: 'g/all', access: 'owner' }] })
  return ctx
}

async function nothing(): Promise<undefined> {
  await openFolder()
  const client = await db()
  const where = { workspaceId: 'lab', path }
  await client.resource.deleteMany({ where })
  await client.variable.deleteMany({ where })
  await client.script.deleteMany({ where })
  await client.resourceType.deleteMany()
}

async function resource(): Promise<undefined> {
  await nothing()
  await createOrEditResource(await openFolder(), { path, resource_type: 'note', value: { text: 'known' } }, true)
}

async function variable(): Promise<undefined> {
  await nothing()
  await createVariableAt(await openFolder(), { path, value: 'known', is_secret: true })
}

/** A script in that folder. */
export async function scriptVersion(): Promise<Record<string, string>> {
  await nothing()
  return await createScript(await openFolder(), script)
}

async function type(): Promise<undefined> {
  await nothing()
  const row = { workspaceId: 'lab', name: 'lab_type', schema: '{}', createdBy: 'preparer' }
  await (await db()).resourceType.create({ data: row })
}

const params = { path }
const named = { name: 'lab_type' }

/** Requests to the routes of resources, their types, variables and scripts. */
export const itemRequests: Record<string, RouteRequest> = {
  [`POST ${RESOURCES}/create`]: { json: { path, resource_type: 'note', value: [1] }, before: nothing },
  [`POST ${RESOURCES}/update/${PATH}`]: { params, json: { description: 'new' }, before: resource },
  [`POST ${RESOURCES}/update_value/${PATH}`]: { params, json: { value: 'new' }, before: resource },
  [`DELETE ${RESOURCES}/delete/${PATH}`]: { params, before: resource },
  [`GET ${RESOURCES}/get/${PATH}`]: { params, before: resource },
  [`GET ${RESOURCES}/get_value/${PATH}`]: { params, before: resource },
  [`GET ${RESOURCES}/get_value_interpolated/${PATH}`]: { params, before: resource },
  [`GET ${RESOURCES}/exists/${PATH}`]: { params },
  [`GET ${RESOURCES}/list`]: {},
  [`GET ${TYPES}/list`]: {},
  [`GET ${TYPES}/listnames`]: {},
  [`GET ${TYPES}/get/:name`]: { params: { name: 's3' } },
  [`GET ${TYPES}/exists/:name`]: { params: { name: 's3' } },
  [`POST ${TYPES}/create`]: { json: { ...named, schema }, before: nothing },
  [`POST ${TYPES}/update/:name`]: { params: named, json: { description: 'new' }, before: type },
  [`DELETE ${TYPES}/delete/:name`]: { params: named, before: type },
  [`POST ${VARIABLES}/create`]: { json: { path, value: 'new', is_secret: true, description: '' }, before: nothing },
  [`POST ${VARIABLES}/update/${PATH}`]: { params, json: { value: 'new' }, before: variable },
  [`DELETE ${VARIABLES}/delete/${PATH}`]: { params, before: variable },
  [`GET ${VARIABLES}/get/${PATH}`]: { params, before: variable },
  [`GET ${VARIABLES}/get_value/${PATH}`]: { params, before: variable },
  [`GET ${VARIABLES}/exists/${PATH}`]: { params },
  [`GET ${VARIABLES}/list`]: {},
  [`POST ${SCRIPTS}/create`]: { json: script, before: nothing },
  [`GET ${SCRIPTS}/get/p/${PATH}`]: { params, before: scriptVersion },
  [`GET ${SCRIPTS}/get/h/:hash`]: { before: scriptVersion },
  [`GET ${SCRIPTS}/list`]: {},
  [`GET ${SCRIPTS}/raw/p/${PATH}`]: { params, before: scriptVersion },
  [`GET ${SCRIPTS}/exists/p/${PATH}`]: { params },
  [`GET ${SCRIPTS}/history/p/${PATH}`]: { params, before: scriptVersion },
  [`POST ${SCRIPTS}/archive/p/${PATH}`]: { params, before: scriptVersion },
  [`POST ${SCRIPTS}/delete/p/${PATH}`]: { params, before: scriptVersion },
  [`GET ${SCRIPTS}/export`]: {},
  // Whoever is let through is told that this is no archive.
  [`POST ${SCRIPTS}/import`]: { body: 'no archive', finds: 400 },
}
