import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/auth/context'
import { AppError } from '@/lib/errors'
import { createScript } from '@/lib/scripts/create-script'
import { getScript, scriptExists } from '@/lib/scripts/get-script'
import { type NewScript, scriptSettingsSchema } from '@/lib/scripts/schema'
import type { ImportOutcome } from './schema'
import { fromFiles, toFiles } from './script-files'
import { unzipTexts } from './zip-texts'

/**
 * Stores the scripts of a ZIP archive as new versions; those that are as they were stay as they are. One that cannot be stored
 * keeps the others from nothing and is named with the reason. Throws `invalid` for an archive without scripts.
 */
export async function importScripts(ctx: Context, archive: Uint8Array): Promise<ImportOutcome> {
  const outcome: ImportOutcome = { created: [], updated: [], unchanged: [], refused: [] }
  for (const each of fromFiles(await unzipTexts(archive))) {
    await setImmediate() // the server does other things between two texts that are parsed
    if ('problem' in each) outcome.refused.push({ path: each.path, reason: each.problem })
    else await importOne(ctx, each.script, outcome)
  }
  if (Object.values(outcome).every((paths) => paths.length === 0))
    throw new AppError('invalid', 'There are no scripts in that archive: name them f/folder/name.ts or u/user/name.py.')
  return outcome
}

async function importOne(ctx: Context, script: NewScript, outcome: ImportOutcome): Promise<void> {
  const { path } = script
  try {
    const known = await scriptExists(ctx, { path })
    if (known && (await isUnchanged(ctx, script))) outcome.unchanged.push(path)
    else {
      await createScript(ctx, { ...script, auto_parent: true, newFolder: true })
      outcome[known ? 'updated' : 'created'].push(path)
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    outcome.refused.push({ path, reason: error.message })
  }
}

/** Whether it would be exported as it comes. */
async function isUnchanged(ctx: Context, script: NewScript): Promise<boolean> {
  const known = await getScript(ctx, { path: script.path })
  const { summary, description, content, language, lock, schema, kind } = script
  const settings = scriptSettingsSchema.parse({ ...known, ...script })
  const text = { summary: summary ?? '', description: description ?? '', content, lock: lock ?? '', language }
  const told = {
    ...{ is_template: settings.is_template ?? false, has_preprocessor: known.has_preprocessor },
    ...{ kind: kind ?? 'script', schema: schema ?? known.schema },
  }
  return JSON.stringify(toFiles({ ...known, ...settings, ...text, ...told })) === JSON.stringify(toFiles(known))
}
