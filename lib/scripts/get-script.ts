import 'server-only'
import type { Context } from '@/lib/auth/context'
import { extraPermsOf } from '@/lib/grants/describe-grants'
import { type Page, pageOf } from '@/lib/http/page'
import { canReadPath } from '@/lib/resources/can-read-path'
import { ancestorsOf, describeScript, settingsOf } from './describe-script'
import { getReadableScript, getReadableVersion } from './get-readable-script'
import type { ScriptHash, ScriptHistory, ScriptPath, WireScript } from './schema'
import { findNewestScript, listParents, listVersions, type StoredScript } from './store'

/** The newest version of a script. Throws `not_found`. */
export async function getScript(ctx: Context, { path }: ScriptPath): Promise<WireScript> {
  return describe(ctx, await getReadableScript(ctx, path))
}

/** One version of a script. Throws `not_found`. */
export async function getScriptVersion(ctx: Context, { hash }: ScriptHash): Promise<WireScript> {
  return describe(ctx, await getReadableVersion(ctx, hash))
}

/** The text of the newest version. Throws `not_found`. */
export async function getScriptContent(ctx: Context, { path }: ScriptPath): Promise<string> {
  return (await getReadableScript(ctx, path)).content
}

/** Whether there is a script there that runs and that the actor may read. */
export async function scriptExists(ctx: Context, { path }: ScriptPath): Promise<boolean> {
  return (
    (await canReadPath(ctx, 'script', path)) && (await findNewestScript(ctx.workspace.id, path))?.archived === false
  )
}

/** The versions of a script, the newest first. Throws `not_found`. */
export async function listScriptHistory(ctx: Context, { path, ...page }: ScriptPath & Page): Promise<ScriptHistory> {
  await getReadableScript(ctx, path)
  const versions = pageOf(await listVersions(ctx.workspace.id, path), page)
  return versions.map((version) => {
    const { deployment_message: message } = settingsOf(version)
    return {
      script_hash: version.hash,
      ...(message && { deployment_msg: message }),
      created_at: version.createdAt.toISOString(),
      created_by: version.createdBy,
    }
  })
}

async function describe(ctx: Context, script: StoredScript): Promise<WireScript> {
  const [parents, permsAt] = await Promise.all([listParents(ctx.workspace.id), extraPermsOf(ctx, 'script')])
  const context = { workspaceId: ctx.workspace.id, parents: ancestorsOf(script.hash, parents) }
  return describeScript(script, { ...context, extraPerms: permsAt(script.path) })
}
