import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { pathSchema } from '@/lib/resources/path'
import { requireWritablePath } from '@/lib/resources/require-writable-path'
import { getWritableScript } from './get-readable-script'
import { inferSchema } from './infer-schema'
import { type NewScript, type SaveScript, scriptSettingsSchema } from './schema'
import { findNewestScript, findScriptByHash, insertScript, type StoredScript } from './store'
import { digestOf } from './version-digest'

/**
 * Stores a version of a script; one that takes the place of another archives it. Throws `conflict` when that one is not the
 * newest any more, or when a script is there already. Answers the hash of the version.
 */
export async function createScript(ctx: Context, input: SaveScript): Promise<{ hash: string; path: string }> {
  const path = parse(pathSchema, input.path)
  requireOneFile(input)
  const parent = await findParent(ctx, { ...input, path })
  // A script that moves leaves one place and takes another.
  if (parent) await getWritableScript(ctx, parent.path)
  if (parent?.path !== path) await requireWritablePath(ctx, { path, newFolder: input.newFolder })
  const script = await describeVersion(ctx, { ...input, path }, parent)
  const problem = await insertScript(ctx.workspace.id, script, { parent, by: ctx.person.id })
  if (problem) throw refusal(problem, path, input.parent_hash ?? '')
  const operation = parent ? 'scripts.update' : 'scripts.create'
  await recordAudit(ctx, { operation, action: parent ? 'update' : 'create', resource: path })
  return { hash: script.hash, path }
}

async function findParent(ctx: Context, { path, parent_hash: hash, auto_parent: auto }: NewScript) {
  if (auto) {
    const newest = await findNewestScript(ctx.workspace.id, path)
    return newest?.archived ? null : newest
  }
  if (!hash) return null
  const parent = await findScriptByHash(ctx.workspace.id, hash)
  if (!parent) throw new AppError('invalid', `There is no version ${JSON.stringify(hash)} to take the place of.`)
  return parent
}

async function describeVersion(ctx: Context, input: NewScript, parent: StoredScript | null): Promise<StoredScript> {
  const { path, content, language } = input
  const inferred = await inferSchema(ctx, input, parent)
  const settings = JSON.stringify({ ...scriptSettingsSchema.parse(input), ...inferred.settings })
  // Never the instant of the version before: it tells which is newer.
  const createdAt = new Date(Math.max(Date.now(), (parent?.createdAt.getTime() ?? 0) + 1))
  const version = {
    ...{ path, content, language, settings, createdAt },
    parentHash: parent?.hash ?? null,
    summary: input.summary ?? '',
    description: input.description ?? '',
    kind: input.kind ?? 'script',
    schema: inferred.schema,
    lock: input.lock ?? '',
    createdBy: ctx.username,
  }
  return { ...version, hash: digestOf(version), archived: false, deleted: false }
}

function requireOneFile({ modules }: NewScript): void {
  if (modules && Object.keys(modules).length > 0)
    throw new AppError('invalid', 'A script is one file here. Import modules from scripts of their own.')
}

function refusal(problem: 'path taken' | 'parent outdated', path: string, parent: string): AppError {
  if (problem === 'path taken')
    return new AppError('conflict', `There is a script ${path} already. Name its newest version as parent_hash.`)
  return new AppError(
    'conflict',
    `The version ${parent} is not the newest any more: the lineage must be linear. Load the newest one and change that.`,
  )
}
