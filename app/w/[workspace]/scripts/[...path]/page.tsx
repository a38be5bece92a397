import type { Metadata } from 'next'
import { loadScript, scriptPathOf } from '@/app/w/[workspace]/scripts/load-script'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { ScriptPage } from '@/components/scripts/script-page'
import { loadContext } from '@/lib/auth/page-context'
import { scriptLock } from '@/lib/scripts/script-lock'
import { listWebhooks } from '@/lib/webhooks/list-webhooks'

type Props = PageProps<'/w/[workspace]/scripts/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: scriptPathOf((await params).path) }
}

export default async function Page({ params, searchParams }: Props) {
  const { workspace, path: segments } = await params
  const { from } = await searchParams
  const path = scriptPathOf(segments)
  const ctx = await loadContext(workspace, `/w/${workspace}/scripts/${path}`)
  const script = await loadScript(ctx, path)
  return (
    <ScriptPage
      workspace={workspace}
      script={script}
      lock={await scriptLock(ctx, { path })}
      webhooks={await listWebhooks(ctx, { path })}
      from={typeof from === 'string' ? from : null}
      {...(await loadSurroundings(ctx))}
    />
  )
}
