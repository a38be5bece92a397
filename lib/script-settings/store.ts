import 'server-only'
import { db } from '@/lib/db'
import { parse } from '@/lib/parse'
import { type ScriptSettings, scriptSettingsSchema } from './schema'

/** What the scripts of a workspace may ask for; nothing for a workspace that is not there. */
export async function findScriptSettings(workspaceId: string): Promise<ScriptSettings> {
  const select = { scriptPackages: true, scriptHosts: true } as const
  const found = await (await db()).workspace.findUnique({ where: { id: workspaceId }, select })
  if (!found) return { packages: [], hosts: [] }
  const { scriptPackages, scriptHosts } = found
  return parse(scriptSettingsSchema, { packages: JSON.parse(scriptPackages), hosts: JSON.parse(scriptHosts) })
}

export async function updateScriptSettings(id: string, { packages, hosts }: ScriptSettings): Promise<void> {
  const data = { scriptPackages: JSON.stringify(packages), scriptHosts: JSON.stringify(hosts) }
  await (await db()).workspace.update({ where: { id }, data })
}
