import 'server-only'
import { recordAudit } from '@/lib/audit/record-audit'
import { type Context, requireAdmin } from '@/lib/auth/context'
import type { ScriptSettings } from './schema'
import { updateScriptSettings } from './store'

/** Decides which packages and hosts scripts of the workspace may ask for from now on. Runs under way keep what they have. */
export async function saveScriptSettings(ctx: Context, input: ScriptSettings): Promise<ScriptSettings> {
  requireAdmin(ctx)
  const settings = { packages: [...new Set(input.packages)].sort(), hosts: [...new Set(input.hosts)].sort() }
  await updateScriptSettings(ctx.workspace.id, settings)
  await recordAudit(ctx, {
    ...{ operation: 'workspaces.edit_script_settings', action: 'update', resource: ctx.workspace.id },
    parameters: settings,
  })
  return settings
}
