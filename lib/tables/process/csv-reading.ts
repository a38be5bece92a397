import type { CsvFile } from './file-kind'
import { literal } from './literal'

/** How strictly a CSV file is read. */
export type CsvReading = {
  /** Rows may be shorter or longer than the header; costs the parallel scan. */
  padded: boolean
  /** Quotes and line ends may break the rules. */
  lax: boolean
}

export const STRICT: CsvReading = { padded: false, lax: false }

// ISO dates sort as text, and other ones would depend on a guess at the country.
const GUESSED_TYPES = ['BOOLEAN', 'BIGINT', 'DOUBLE', 'VARCHAR'].map(literal).join(', ')

type Csv = { device: string; file: CsvFile; separator: string; reading: CsvReading }

/**
 * The table function that reads a CSV file, every cell as the text that stands there; `typed` instead guesses the types of
 * its columns from the first rows, for the order of numbers. Nothing of the dialect is guessed but the line ends.
 */
export function csvSource({ device, file, separator, reading }: Csv, { typed = false } = {}): string {
  const options = [
    literal(device),
    `delim = ${literal(separator)}`,
    'header = true',
    `quote = '"'`,
    `escape = '"'`,
    `comment = ''`,
    `compression = ${literal(file.compression)}`,
    `encoding = ${literal(file.encoding)}`,
    typed ? `auto_type_candidates = [${GUESSED_TYPES}]` : 'all_varchar = true',
    ...(reading.padded ? ['null_padding = true', 'parallel = false'] : []),
    ...(reading.lax ? ['strict_mode = false'] : []),
  ]
  return `read_csv(${options.join(', ')})`
}

/** The next more lenient reading, or null when there is none. */
export function loosened(reading: CsvReading): CsvReading | null {
  if (!reading.padded) return { padded: true, lax: false }
  return reading.lax ? null : { padded: true, lax: true }
}
