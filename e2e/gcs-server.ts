import { generateKeyPairSync, randomBytes } from 'node:crypto'

export type GoogleBucket = { bucket: string; endpoint: string; serviceAccountKey: object }

/** A fresh bucket on fake-gcs-server, which lets pages of any origin in, or the reason why there is none on this machine. */
export async function createGoogleBucket(): Promise<GoogleBucket | string> {
  const response = await fetch(`${process.env.GRANARY_TEST_SERVERS}/fake-gcs`)
  const { available, reason, endpoint } = await response.json()
  if (!available && process.env.GRANARY_REQUIRE_SERVERS === '1')
    throw new Error(`fake-gcs-server is required: ${reason}`)
  if (!available) return String(reason)
  const bucket = `e2e-${randomBytes(5).toString('hex')}`
  const made = await fetch(`${endpoint}/storage/v1/b`, { method: 'POST', body: JSON.stringify({ name: bucket }) })
  if (!made.ok) throw new Error(`fake-gcs-server made no bucket: ${made.status}`)
  return { bucket, endpoint, serviceAccountKey: serviceAccountKey() }
}

/** The server asks for no key; whoever signs needs a real one. */
function serviceAccountKey(): object {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { type: 'service_account', client_email: 'granary@test.iam.gserviceaccount.com', private_key: privateKey }
}
