import type { Metadata } from 'next'
import { loadScript, scriptPathOf } from '@/app/w/[workspace]/scripts/load-script'
import { loadSurroundings } from '@/app/w/[workspace]/scripts/load-surroundings'
import { ScriptEditor } from '@/components/scripts/script-editor'
import type { Context } from '@/lib/auth/context'
import { loadContext } from '@/lib/auth/page-context'
import { AppError } from '@/lib/errors'
import { listPlaces } from '@/lib/folders/list-places'
import { getScriptVersion } from '@/lib/scripts/get-script'
import { runningOf } from '@/lib/scripts/running'
import { scriptLanguageSchema } from '@/lib/scripts/schema'
import { scriptLock } from '@/lib/scripts/script-lock'

type Props = PageProps<'/w/[workspace]/scripts/edit/[...path]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${scriptPathOf((await params).path)}` }
}

export default async function EditScriptPage({ params, searchParams }: Props) {
  const { workspace, path: segments } = await params
  const { version, line } = await searchParams
  const path = scriptPathOf(segments)
  const ctx = await loadContext(workspace, `/w/${workspace}/scripts/edit/${path}`)
  const script = await loadScript(ctx, path)
  const places = await listPlaces(ctx)
  const prefix = `${path.split('/').slice(0, 2).join('/')}/`
  const here = { prefix, label: prefix.slice(0, -1), hint: 'Where it lies now' }
  const { summary, description, content } = script
  const restored = typeof version === 'string' ? await loadContent(ctx, version) : undefined
  return (
    <ScriptEditor
      key={script.hash}
      workspace={workspace}
      saved={script}
      start={{
        ...{ path, summary, description, content, running: runningOf(script) },
        language: scriptLanguageSchema.parse(script.language),
      }}
      restored={restored}
      line={typeof line === 'string' ? Number(line) || null : null}
      places={places.some((place) => place.prefix === prefix) ? places : [here, ...places]}
      lock={await scriptLock(ctx, { path })}
      {...(await loadSurroundings(ctx))}
    />
  )
}

/** The text of an earlier version; nothing where it is gone. */
async function loadContent(ctx: Context, hash: string): Promise<string | undefined> {
  try {
    return (await getScriptVersion(ctx, { hash })).content
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
