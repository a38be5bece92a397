import 'server-only'
import type { Context } from '@/lib/auth/context'
import type { ScriptSettings } from './schema'
import { findScriptSettings } from './store'

/** What scripts of this workspace may ask for: all members may know, who write them. */
export function getScriptSettings({ workspace }: Context): Promise<ScriptSettings> {
  return findScriptSettings(workspace.id)
}
