import type { TableFailure } from '@/lib/tables/protocol'

/** Why a table cannot be read, by its word in the protocol. The server makes the sentence; `detail` is never a path. */
export class TableError extends Error {
  override name = 'TableError'

  constructor(
    readonly failure: TableFailure,
    readonly detail = '',
    options?: ErrorOptions,
  ) {
    super(`${failure} ${detail}`, options)
  }
}
