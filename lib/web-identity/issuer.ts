import 'server-only'
import { env } from '@/lib/env'

/** Who signs tokens: the address below which its discovery document lies. */
export function issuer(): string {
  return `${env().publicUrl}/api/oidc`
}
