import 'server-only'
import type { Context } from '@/lib/auth/context'
import { getScript } from '@/lib/scripts/get-script'
import { listScripts } from '@/lib/scripts/list-scripts'
import { toFiles } from './script-files'
import { zipTexts } from './zip-texts'

/** A ZIP archive of the newest version of each script that the actor may read, as files for a repository. */
export async function exportScripts(ctx: Context): Promise<Uint8Array> {
  const files: Record<string, string> = {}
  for (const { path } of await listScripts(ctx, { include_without_main: 'true' }))
    Object.assign(files, toFiles(await getScript(ctx, { path })))
  return zipTexts(files)
}
