import 'server-only'
import { AppError } from '@/lib/errors'
import { ObjectChanged } from '@/lib/storage/errors'
import type { TableFailure } from './protocol'

/** What a table process met, as a sentence about the object of that key; a bug stays opaque. */
export function failureOf(key: string, failure: TableFailure, detail: string): Error {
  return sentences[failure](JSON.stringify(key), detail, key)
}

type Sentence = (name: string, detail: string, key: string) => Error

const sentences: Record<TableFailure, Sentence> = {
  changed: (_name, _detail, key) => new ObjectChanged(key),
  empty: invalid((name) => `${name} is empty: there is no table in it.`),
  not_parquet: invalid((name) => `${name} is not a parquet file.`),
  is_parquet: invalid((name) => `${name} is a parquet file, not CSV.`),
  encrypted: invalid((name) => `${name} is an encrypted parquet file, which cannot be read here.`),
  damaged: invalid((name) => `${name} is damaged or no parquet file: it could not be read to its end.`),
  not_utf8: invalid((name) => `${name} is not text in UTF-8. Save it in that encoding, then upload it again.`),
  not_csv: invalid(
    (name, line) => `${name} could not be read as CSV${line && ` at line ${line}`}. Try another separator.`,
  ),
  unknown_column: invalid((name, column) => `${name} has no column ${JSON.stringify(column)}.`),
  too_much: invalid((name) => `These rows of ${name} are too large for one page. Ask for fewer.`),
  memory: unavailable(
    (name) => `This needs more memory than a query may have. Sort or search ${name} by a smaller column.`,
  ),
  disk: unavailable(
    (name) => `This needs more disk than a query may have. Sort or search ${name} by a smaller column.`,
  ),
  bug: (name, detail) => new Error(`The table process failed on ${name}: ${detail}`),
}

function invalid(say: (name: string, detail: string) => string): Sentence {
  return (name, detail) => new AppError('invalid', say(name, detail))
}

function unavailable(say: (name: string, detail: string) => string): Sentence {
  return (name, detail) => new AppError('unavailable', say(name, detail))
}
