import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { deriveKey } from './derive-key'

/** HMAC-SHA256 of a text under the key for one purpose. */
export function sign(purpose: string, text: string): Buffer {
  return createHmac('sha256', deriveKey(purpose)).update(text, 'utf8').digest()
}

/** Whether `signature`, in base64url or hex, is the one that `sign` makes; takes the same time whatever differs. */
export function isSigned(purpose: string, text: string, signature: { base64url: string } | { hex: string }): boolean {
  const given = 'hex' in signature ? Buffer.from(signature.hex, 'hex') : Buffer.from(signature.base64url, 'base64url')
  const made = sign(purpose, text)
  return given.length === made.length && timingSafeEqual(given, made)
}
