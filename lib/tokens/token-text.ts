import 'server-only'
import { randomBytes } from 'node:crypto'
import { isSigned, sign } from '@/lib/secrets/sign'

const PURPOSE = 'api token'
const ID_BYTES = 15 // 120 bits in 20 characters
/** What published clients call a token's prefix: enough to name one among somebody's own. */
export const TOKEN_PREFIX_LENGTH = 10

/** A token's id: what the database keeps, and the access key of its SigV4 pair. Only letters and digits, as S3 tools expect. */
export function newTokenId(): string {
  for (;;) {
    const id = randomBytes(ID_BYTES).toString('base64url')
    if (/^[A-Za-z0-9]+$/.test(id)) return id
  }
}

/** The secret of a token, derived from its id by a key of the server: nothing in the database lets anybody sign with it. */
export function tokenSecret(id: string): string {
  return sign(PURPOSE, id).toString('base64url')
}

/** The whole token, as its user gets it once: id and secret, parted by a dot. */
export function tokenText(id: string): string {
  return `${id}.${tokenSecret(id)}`
}

/** The id of a token that this server made; null for any other text, without a look into the database. */
export function readTokenText(token: string): string | null {
  const dot = token.lastIndexOf('.')
  const [id, secret] = [token.slice(0, dot), token.slice(dot + 1)]
  return dot > 0 && isSigned(PURPOSE, id, { base64url: secret }) ? id : null
}
