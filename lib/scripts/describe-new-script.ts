import 'server-only'
import type { ScriptLanguage } from './schema'
import { signatureSchemaOf } from './signature/json-schema'
import { readSignature } from './signature/read-signature'
import type { StoredScript } from './store'
import { digestOf } from './version-digest'

type Text = {
  path: string
  content: string
  language: ScriptLanguage
  summary: string
  createdBy: string
  resourceTypes: readonly string[]
}

/** The first version of a script that the product brings itself, as it is kept; its form is read from its text. */
export async function describeNewScript({ resourceTypes, ...text }: Text): Promise<StoredScript> {
  const { signature } = await readSignature({ ...text, resourceTypes })
  const version = {
    ...text,
    createdAt: new Date(),
    parentHash: null,
    description: '',
    kind: 'script',
    schema: signature && JSON.stringify(signatureSchemaOf(signature)),
    lock: '',
    settings: '{}',
  }
  return { ...version, hash: digestOf(version), archived: false, deleted: false }
}
