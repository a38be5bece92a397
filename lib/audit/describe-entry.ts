import 'server-only'
import type { PersonContext } from '@/lib/auth/context'
import type { AuditAction } from './schema'
import type { NewEntry } from './store'

type Told = string | number | boolean | null | readonly string[] | undefined

/** What else is worth knowing. The names of what is secret are refused by the compiler: no value, password or token is kept. */
export type AuditParameters = { readonly [name: string]: Told } & {
  readonly value?: never
  readonly password?: never
  readonly secret?: never
  readonly token?: never
  readonly content?: never
}

/** What was done, and to what. */
export type AuditedAct = {
  /** Dotted noun and verb, such as `resources.create`, as the published clients name them where they have a name. */
  operation: `${string}.${string}`
  action: AuditAction
  /** Path of an item or the key of an object; a name where there is no path. */
  resource?: string
  /** The storage of an object, `_default_` for the primary one. */
  storage?: string
  parameters?: AuditParameters
}

/** Who did it, as far as it is known. */
export type AuditedActor = Pick<NewEntry, 'username' | 'email' | 'userId' | 'address' | 'tokenId' | 'tokenLabel'>

/** The actor of a context, under their name in the workspace; outside one that is their e-mail address. */
export function actorOf({ person, credential, address }: PersonContext, username = person.email): AuditedActor {
  const token = credential.kind === 'token' ? credential : null
  return {
    username,
    email: person.email,
    userId: person.id,
    address,
    tokenId: token?.id ?? null,
    tokenLabel: token?.label ?? null,
  }
}

/** An entry of now. */
export function describeEntry(actor: AuditedActor, workspaceId: string | null, act: AuditedAct): NewEntry {
  return {
    ...actor,
    at: new Date(),
    workspaceId,
    operation: act.operation,
    action: act.action,
    resource: act.resource ?? null,
    storage: act.storage ?? null,
    parameters: act.parameters ? JSON.stringify(act.parameters) : null,
  }
}
