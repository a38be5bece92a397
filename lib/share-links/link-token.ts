import 'server-only'
import { randomBytes } from 'node:crypto'
import { env } from '@/lib/env'
import { isSigned, sign } from '@/lib/secrets/sign'

const PURPOSE = 'share link'
const ID_BYTES = 15

export function newLinkId(): string {
  return randomBytes(ID_BYTES).toString('base64url')
}

/** What stands in a link's address: its id and a signature under a key of the server. The id alone, as the database has it, opens nothing. */
export function linkToken(id: string): string {
  return `${id}.${sign(PURPOSE, id).toString('base64url')}`
}

/** The id of a link that this server made; null for any other text. */
export function readLinkToken(token: string): string | null {
  const [id = '', mac = '', ...rest] = token.split('.')
  return rest.length === 0 && isSigned(PURPOSE, id, { base64url: mac }) ? id : null
}

/** The address to send to somebody. */
export function linkUrl(id: string): string {
  return `${env().publicUrl}/share/${linkToken(id)}`
}
