import 'server-only'
import type { Context } from '@/lib/auth/context'
import { extraPermsOf } from '@/lib/grants/describe-grants'
import { pageOf } from '@/lib/http/page'
import { createPathJudge } from '@/lib/resources/can-read-path'
import { ancestorsOf, describeScript, settingsOf } from './describe-script'
import type { ScriptList, WireScript } from './schema'
import { listParents, listStoredScripts } from './store'

type Listed = Awaited<ReturnType<typeof listStoredScripts>>[number]

/** The scripts that the actor may read and that the filters let through, the newest first, without content and schema. */
export async function listScripts(ctx: Context, filter: ScriptList): Promise<WireScript[]> {
  const id = ctx.workspace.id
  const [rows, parents, rightsAt] = await Promise.all([
    listStoredScripts(id),
    listParents(id),
    createPathJudge(ctx, 'script'),
  ])
  const readable = rows.filter(({ path }) => rightsAt(path).mayRead)
  const shown = filter.show_archived === 'true' ? archivedOnes(readable) : readable.filter((row) => !row.archived)
  const found = shown
    .map((row) => ({ row, ancestors: ancestorsOf(row.hash, parents) }))
    .filter(({ row, ancestors }) => isWanted(row, filter) && hasParents(ancestors, filter))
  if (filter.order_desc === 'false') found.reverse()
  const permsAt = await extraPermsOf(ctx, 'script')
  return pageOf(found, filter).map(({ row, ancestors: before }) =>
    describeScript(row, { workspaceId: id, parents: before, extraPerms: permsAt(row.path) }),
  )
}

/** Of each path at which nothing runs any more the newest version. */
function archivedOnes(rows: Listed[]): Listed[] {
  const running = new Set(rows.filter(({ archived }) => !archived).map(({ path }) => path))
  const newest = new Map<string, Listed>()
  for (const row of rows) if (!running.has(row.path) && !newest.has(row.path)) newest.set(row.path, row)
  return [...newest.values()]
}

function isWanted(row: Listed, filter: ScriptList): boolean {
  const { path_start: start, path_exact: exact, kinds, languages, created_by: creators } = filter
  if (filter.label || filter.starred_only === 'true') return false // Nothing has labels or stars here.
  if (start && !row.path.startsWith(start)) return false
  if (exact && row.path !== exact) return false
  if (kinds && !kinds.split(',').includes(row.kind)) return false
  if (languages && !languages.split(',').includes(row.language)) return false
  if (creators && !isCreator(row.createdBy, creators)) return false
  const { auto_kind: kind, is_template: template = false } = settingsOf(row)
  if (filter.is_template && String(template) !== filter.is_template) return false
  return filter.include_without_main === 'true' || kind !== 'lib'
}

/** `ada,bob` means either, `!ada,!bob` neither. */
function isCreator(username: string, wanted: string): boolean {
  const names = wanted.split(',').map((name) => name.trim())
  if (names.every((name) => name.startsWith('!'))) return !names.includes(`!${username}`)
  return names.includes(username)
}

function hasParents(ancestors: string[], filter: ScriptList): boolean {
  const { first_parent_hash: first, last_parent_hash: last, parent_hash: any } = filter
  if (first && ancestors[0] !== first) return false
  if (last && ancestors.at(-1) !== last) return false
  return !any || ancestors.includes(any)
}
