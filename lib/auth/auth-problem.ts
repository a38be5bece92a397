import 'server-only'
import { CredentialsSignin } from 'next-auth'

/** Logs what went wrong while signing in, in one line and without tokens; a wrong password is no problem of ours. */
export function authProblem(error: Error): void {
  if (error instanceof CredentialsSignin) return
  console.error(`[sign-in] ${error.name}: ${error.message.split('\n')[0]}${causeOf(error)}`)
}

function causeOf({ cause }: Error): string {
  const inner = typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : cause
  return inner instanceof Error ? ` (${inner.name}: ${inner.message})` : ''
}
