/** What a script can ask of a client, in one vocabulary for all of them. */
export const verbs = [
  'writeText',
  'writeBytes',
  'writeBlob',
  'writeStream',
  'load',
  'loadStream',
  'range',
  'delete',
  'list',
  'head',
  'copy',
  'sign',
  'signMany',
  'url',
  'urls',
  'getResource',
  'setResource',
  'getVariable',
  'setVariable',
  's3Settings',
  'boto3Settings',
  'polarsSettings',
  's3fsSettings',
  'duckdbSettings',
] as const
export type Verb = (typeof verbs)[number]

/** Arguments by the names that `call` documents; every driver reads those that its verb has. */
export interface Arguments {
  object?: string | Record<string, unknown> | null
  target?: string | Record<string, unknown>
  objects?: (string | Record<string, unknown>)[]
  /** Content in base64. */
  content?: string
  /** How many times the content comes, one after another; once without. */
  times?: number
  contentType?: string
  contentDisposition?: string
  overwrite?: boolean
  resource?: string
  prefix?: string
  storage?: string
  pageSize?: number
  start?: number
  end?: number
  last?: number
  expirySecs?: number
  path?: string
  value?: unknown
  type?: string
  secret?: boolean
  /** Answer nothing instead of failing where there is nothing. */
  optional?: boolean
}

/** What came of a call, in JSON. Content is base64. */
export type Outcome =
  | { ok: true; value: unknown }
  /** `status` is null where the client does not tell it. */
  | { ok: false; status: number | null; message: string }

/** One client, at work. */
export interface Driver {
  call(verb: Verb, args: Arguments, token: string): Promise<Outcome>
  close(): Promise<void>
}

/** One client. */
export interface Client {
  name: string
  /** Why it cannot do what it cannot. */
  lacks: Partial<Record<Verb, string>>
  /** Tells the server's sentence with its errors, and not a word of its own for each status. */
  tellsSentence: boolean
  open(place: Place): Driver
}

/** Where the server under test is. */
export interface Place {
  baseUrl: string
  workspace: string
}

/** Runs a call; what it throws becomes an outcome, with the status that `statusOf` finds. */
export async function outcomeOf(work: () => Promise<unknown>, statusOf: (error: unknown) => number | null) {
  try {
    const value = await work()
    return { ok: true as const, value: value ?? null }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false as const, status: statusOf(error), message }
  }
}
