import 'server-only'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'

/** What a secret is bound to: sealed for one place, it cannot be opened at another. */
export type SecretPlace = { workspaceId: string; path: string; field: string }

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12 // the nonce size that NIST SP 800-38D recommends for GCM
const TAG_BYTES = 16

const sealedSchema = z.object({ v: z.literal(1), kid: z.string(), key: z.string(), box: z.string() })

/** Encrypts with a fresh data key, wrapped by the master key, both bound to `place`. Returns JSON text. */
export function seal(secret: string, place: SecretPlace): string {
  const master = masterKey()
  const dataKey = randomBytes(32)
  const bound = boundTo(place)
  return JSON.stringify({
    v: 1,
    kid: keyId(master),
    key: encrypt(master, dataKey, bound).toString('base64'),
    box: encrypt(dataKey, Buffer.from(secret, 'utf8'), bound).toString('base64'),
  })
}

/** Opens what `seal` made. Throws `unavailable` when it was sealed by another master key or for another place. */
export function open(sealed: string, place: SecretPlace): string {
  const { key, box } = sealedSchema.parse(JSON.parse(sealed))
  const bound = boundTo(place)
  try {
    const dataKey = decrypt(masterKey(), Buffer.from(key, 'base64'), bound)
    return decrypt(dataKey, Buffer.from(box, 'base64'), bound).toString('utf8')
  } catch (cause) {
    throw new AppError('unavailable', `The secret ${place.field} of ${place.path} cannot be decrypted. Set it again.`, {
      cause,
    })
  }
}

/** Short public name of a master key: tells keys apart without telling anything about them. */
export function keyId(master: Buffer): string {
  return createHash('sha256').update('granary master key id').update(master).digest('hex').slice(0, 12)
}

function masterKey(): Buffer {
  const key = env().masterKey
  if (!key) throw new Error('MASTER_KEY is read before it was prepared')
  return Buffer.from(key, 'base64')
}

function boundTo({ workspaceId, path, field }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify(['granary secret', 1, workspaceId, path, field]), 'utf8')
}

function encrypt(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(bound)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, boxed: Buffer, bound: Buffer): Buffer {
  const iv = boxed.subarray(0, IV_BYTES)
  const tag = boxed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(bound).setAuthTag(tag)
  return Buffer.concat([decipher.update(boxed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
}
