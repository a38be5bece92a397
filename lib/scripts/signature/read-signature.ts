import 'server-only'
import type { ScriptLanguage } from '@/lib/scripts/schema'
import { readPython } from './python'
import { readTypeScriptText } from './read-typescript'
import type { Reading } from './reading'

type ScriptText = { content: string; language: ScriptLanguage; resourceTypes: readonly string[] }

/** How `main` of a script is called, or what keeps its text from telling. Nothing of it is run. */
export async function readSignature({ content, language, resourceTypes }: ScriptText): Promise<Reading> {
  if (language === 'python3') return readPython(content, resourceTypes)
  const { signature, problems } = await readTypeScriptText({ content, resourceTypes })
  return { signature, problems }
}
