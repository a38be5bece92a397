import type { ScriptLanguage } from '@/lib/scripts/schema'

/** A script that is ready to begin with; its text is a file of `scripts/`. */
export type HubEntry = { name: string; title: string; description: string; language: ScriptLanguage }

const typescript = (name: string, title: string, description: string): HubEntry => ({
  ...{ name, title, description, language: 'bun' },
})
const python = (name: string, title: string, description: string): HubEntry => ({
  ...{ name, title, description, language: 'python3' },
})

/** In the order in which they are offered. */
export const hubEntries: HubEntry[] = [
  typescript('load-a-file', 'Load a file', 'Reads a file whole and as a stream.'),
  typescript('write-a-file', 'Write a file from a string', 'Writes a text to a key and returns the file.'),
  typescript('write-a-stream', 'Write a file from a stream', 'Writes a file of any size without holding it in memory.'),
  python('read-and-write', 'Read and write a file', 'Reads a text with a reader and writes another one.'),
  typescript('read-a-csv', 'Read a CSV', 'Parses a CSV and returns its first rows as a table.'),
  typescript('list-a-bucket', 'List a bucket', 'Tells the files below a prefix with size and age.'),
  typescript('copy-between-storages', 'Copy between storages', 'Copies what lies below a prefix into another storage.'),
  python('csv-to-parquet', 'CSV to parquet with Polars', 'Writes a CSV as parquet beside it.'),
  python('polars-on-a-storage', 'Polars on a storage', 'Reads lazily, and writes parquet back through s3fs.'),
  python('duckdb-on-a-storage', 'DuckDB on a storage', 'Queries a file where it lies, and writes parquet back.'),
  python('aggregate-with-duckdb', 'Aggregate with DuckDB', 'Adds up a column, group by group.'),
  typescript('make-thumbnails', 'Make thumbnails', 'Makes small pictures of large ones.'),
  typescript('unzip', 'Unzip an archive', 'Writes the files of a ZIP into a folder.'),
  typescript('link-to-a-file', 'Link to a file', 'Makes links that work for some hours, for anybody.'),
]

/** The file of an entry, below `scripts/`. */
export function hubFile({ name, language }: HubEntry): string {
  return `${name}.${language === 'python3' ? 'py' : 'ts'}`
}
