import * as z from 'zod'
import type { ServiceAccountKey } from './gcs-settings'

// Other kinds of credentials name programs to run, files to read and addresses to ask: none of them is for a resource.
const keySchema = z.object({
  type: z.literal('service_account', 'This is not the key of a service account: its type must be service_account.'),
  client_email: z.email('There is no client_email in the key. Copy the whole file.'),
  private_key: z
    .string('There is no private_key in the key. Copy the whole file.')
    .regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'The private_key in the key is none. Copy the whole file.'),
  private_key_id: z.string().optional(),
  universe_domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'The universe_domain in the key is no name of a host.')
    .optional(),
})

type Read = { key: ServiceAccountKey; problem: null } | { key: null; problem: string }

/** The key of a service account, from an object or its JSON text, or what is wrong with it. */
export function readServiceAccount(given: unknown): Read {
  const value = typeof given === 'string' ? parseJson(given) : given
  if (typeof value !== 'object' || value === null)
    return { key: null, problem: 'This is not JSON. Copy the whole file: it begins with { and ends with }.' }
  const parsed = keySchema.safeParse(value)
  if (parsed.success) return { key: parsed.data, problem: null }
  return { key: null, problem: parsed.error.issues[0]?.message ?? 'This is not the key of a service account.' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
