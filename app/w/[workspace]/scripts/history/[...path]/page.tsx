import type { Metadata } from 'next'
import { loadScript, scriptPathOf } from '@/app/w/[workspace]/scripts/load-script'
import { ScriptHistory } from '@/components/scripts/script-history'
import { loadContext } from '@/lib/auth/page-context'
import { getScriptVersion, listScriptHistory } from '@/lib/scripts/get-script'
import { scriptLock } from '@/lib/scripts/script-lock'

type Props = PageProps<'/w/[workspace]/scripts/history/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `History of ${scriptPathOf((await params).path)}` }
}

export default async function ScriptHistoryPage({ params, searchParams }: Props) {
  const { workspace, path: segments } = await params
  const { version } = await searchParams
  const path = scriptPathOf(segments)
  const ctx = await loadContext(workspace, `/w/${workspace}/scripts/history/${path}`)
  await loadScript(ctx, path)
  const versions = await listScriptHistory(ctx, { path })
  const index = Math.max(
    0,
    versions.findIndex(({ script_hash: hash }) => hash === version),
  )
  const [shown, before] = await Promise.all(
    [versions[index], versions[index + 1]].map((each) => each && getScriptVersion(ctx, { hash: each.script_hash })),
  )
  if (!shown) return null
  return (
    <ScriptHistory
      workspace={workspace}
      path={path}
      versions={versions}
      shown={shown}
      before={before ?? null}
      mayRestore={(await scriptLock(ctx, { path })) === null}
    />
  )
}
