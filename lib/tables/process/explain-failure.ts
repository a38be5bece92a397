import { TableError } from './table-error'

/** The first pattern that the engine's message has tells what is wrong with the file, or with the machine. */
const PATTERNS: [RegExp, ConstructorParameters<typeof TableError>[0]][] = [
  [/No space left|max_temp_directory_size/i, 'disk'],
  [/^Out of Memory Error|bad_alloc/i, 'memory'],
  [/not utf-8 encoded|byte sequence mismatch|invalid unicode/i, 'not_utf8'],
  [/encrypted/i, 'encrypted'],
]

/** What a failure of the engine means, in words of the protocol. Its own text may hold contents of the file, so it stays here. */
export function explainFailure(error: unknown, kind: 'parquet' | 'csv'): TableError {
  if (error instanceof TableError) return error
  const message = (error instanceof Error ? error.message : String(error)).replace(/^Original Line: .*$/m, '')
  // The file behind the descriptor has no name any more: somebody replaced or removed it.
  if (/^Permission Error: Cannot access file/.test(message)) return new TableError('changed', '', { cause: error })
  const known = PATTERNS.find(([pattern]) => pattern.test(message))
  if (known) return new TableError(known[1], '', { cause: error })
  if (/^(Parser|Binder|Catalog|Permission) Error/.test(message)) return new TableError('bug', message, { cause: error })
  if (kind === 'parquet') return new TableError('damaged', '', { cause: error })
  return new TableError('not_csv', /Line: (\d+)/.exec(message)?.[1] ?? '', { cause: error })
}
