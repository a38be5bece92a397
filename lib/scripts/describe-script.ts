import 'server-only'
import * as z from 'zod'
import type { WorkspaceId } from '@/lib/auth/context'
import { type ScriptSettings, scriptSettingsSchema, type WireScript } from './schema'
import type { StoredScript } from './store'

type Shown = Omit<StoredScript, 'content' | 'schema' | 'lock'> & Partial<StoredScript>

type Circumstances = {
  workspaceId: WorkspaceId
  /** The versions before it, the last one first. */
  parents: string[]
  extraPerms: Record<string, boolean>
}

/** A version as published clients see it. */
export function describeScript(script: Shown, { workspaceId, parents, extraPerms }: Circumstances): WireScript {
  const { hash, path, summary, description, content = '', language, kind, archived, deleted, lock } = script
  const settings = settingsOf(script)
  return {
    ...settings,
    workspace_id: workspaceId,
    ...{ hash, path, parent_hashes: parents, summary, description, content, language, kind, archived, deleted },
    ...{ created_by: script.createdBy, created_at: script.createdAt.toISOString() },
    ...(script.schema && { schema: z.record(z.string(), z.unknown()).parse(JSON.parse(script.schema)) }),
    ...(lock !== undefined && { lock }),
    is_template: settings.is_template ?? false,
    has_preprocessor: settings.has_preprocessor ?? false,
    extra_perms: extraPerms,
    starred: false,
  }
}

/** The settings of a version, without those that nobody set. */
export function settingsOf({ settings }: { settings: string }): ScriptSettings {
  const read = scriptSettingsSchema.parse(JSON.parse(settings || '{}'))
  return scriptSettingsSchema.parse(Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null)))
}

const MAX_PARENTS = 20

/** The versions before one, the last one first. */
export function ancestorsOf(hash: string, parents: ReadonlyMap<string, string>): string[] {
  const found: string[] = []
  for (let next = parents.get(hash); next && found.length < MAX_PARENTS; next = parents.get(next)) found.push(next)
  return found
}
