import type { TokenScope } from '@/lib/tokens/schema'

/** How somebody proved who they are. A token may stand for less than its user; a session stands for all of them. */
export type Credential =
  | { kind: 'session' }
  | {
      kind: 'token'
      id: string
      label: string
      /** 'api' by its user, 'login' by a sign-in over the API, 'ephemeral' for a connection, 'run' for a script that runs. */
      made: string
      scope: TokenScope
      expiresAt: Date | null
      /** Of the user, for tokens that end with their sessions. */
      sessionVersion: number | null
    }

/** Of a token that the server made for a program, not a person for themself: a connection or a script that runs. */
export function isShortLived(made: string): boolean {
  return made === 'ephemeral' || made === 'run'
}
