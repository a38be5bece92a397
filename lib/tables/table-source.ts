import 'server-only'

/** A file on this machine, held for its reader. */
export type HeldFile = {
  path: string
  /** By `stampOf`. */
  stamp: string
  release(): void
}

/** An object that somebody may read, as a file. */
export type TableSource = {
  key: string
  /** The same for the same bytes; null where nothing tells whether bytes are the same. */
  identity: string | null
  /** Fetches it where it is not on this machine. */
  hold(signal?: AbortSignal): Promise<HeldFile>
}
