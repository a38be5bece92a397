import 'server-only'
import { CredentialsSignin } from 'next-auth'

/** Logs what went wrong while signing in, in one line and without tokens; a wrong password is no problem of ours. */
export function authProblem(error: Error): void {
  if (error instanceof CredentialsSignin) return
  console.error(`[sign-in] ${sentence(error)}${causeOf(error)}`)
}

function causeOf({ cause }: Error): string {
  const inner = typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : cause
  return inner instanceof Error ? ` (${sentence(inner)})` : ''
}

/** next-auth's messages end with an address of its own documentation. */
function sentence({ message }: { message: string }): string {
  return message.split('\n')[0]?.replace(/\.? ?Read more at \S+$/, '') ?? ''
}
