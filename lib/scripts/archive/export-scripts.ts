import 'server-only'
import type { Context } from '@/lib/auth/context'
import { getScript } from '@/lib/scripts/get-script'
import { listScripts } from '@/lib/scripts/list-scripts'
import { toFiles } from './script-files'
import { zipTexts } from './zip-texts'

/**
 * A ZIP archive of the newest version of each script that the actor may read, as files for a repository. They are looked up `atOnce` at
 * a time.
 */
export async function exportScripts(ctx: Context, { atOnce = 1000 } = {}): Promise<Uint8Array> {
  const files: Record<string, string> = {}
  for await (const path of allPaths(ctx, atOnce)) Object.assign(files, toFiles(await getScript(ctx, { path })))
  return zipTexts(files)
}

async function* allPaths(ctx: Context, size: number): AsyncGenerator<string> {
  for (let page = 1; ; page++) {
    const found = await listScripts(ctx, { include_without_main: 'true', page, per_page: size })
    if (found.length === 0) return
    for (const { path } of found) yield path
  }
}
