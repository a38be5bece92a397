import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ScriptSettingsPage } from '@/components/script-settings/script-settings-page'
import { loadContext } from '@/lib/auth/page-context'
import { getScriptSettings } from '@/lib/script-settings/get-script-settings'

export const metadata: Metadata = { title: 'Script settings' }

export default async function SettingsPage({ params }: PageProps<'/w/[workspace]/settings/scripts'>) {
  const { workspace } = await params
  const ctx = await loadContext(workspace, `/w/${workspace}/settings/scripts`)
  if (!ctx.isAdmin) notFound()
  return <ScriptSettingsPage workspace={workspace} saved={await getScriptSettings(ctx)} />
}
