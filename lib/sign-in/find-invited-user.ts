import 'server-only'
import { findCredentials, recordSignIn } from './store'

type Profile = { email?: string | null; email_verified?: unknown }

/**
 * The user whom an identity provider's profile stands for, or null: only people who have been invited, under an address
 * that the provider has verified, get in.
 */
export async function findInvitedUser({ email, email_verified: verified }: Profile) {
  if (!email || verified !== true) return null
  const user = await findCredentials(email.trim().toLowerCase())
  if (!user || user.disabledAt) return null
  await recordSignIn(user.id)
  return { id: user.id, sessionVersion: user.sessionVersion }
}
