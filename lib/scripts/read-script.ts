import 'server-only'
import type { Context } from '@/lib/auth/context'
import { listResourceTypeNames } from '@/lib/resource-types/describe-types'
import type { ReadScript, ScriptReading } from './schema'
import { signatureSchemaOf } from './signature/json-schema'
import { readSignature } from './signature/read-signature'

/** What the form of a text would be, and what is wrong with it: nothing is stored and nothing is run. */
export async function readScript(ctx: Context, text: ReadScript): Promise<ScriptReading> {
  const reading = await readSignature({ ...text, resourceTypes: await listResourceTypeNames(ctx) })
  const { signature, problems } = reading
  return { schema: signature && signatureSchemaOf(signature), hasMain: signature?.hasMain ?? false, problems }
}
