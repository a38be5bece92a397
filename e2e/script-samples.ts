/** Reads a file whole and as a stream, and writes one from a text and from a stream, by the published client. */
export const FILES_IN_TYPESCRIPT = `import * as wmill from 'windmill-client'
import { S3Object } from 'windmill-client'

export async function main(input_file: S3Object) {
  const whole = new TextDecoder().decode(await wmill.loadS3File(input_file))
  const lazy = await wmill.loadS3FileStream(input_file)
  console.log('as a stream:', await lazy.text())
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('from a stream\\n'))
      controller.close()
    },
  })
  await wmill.writeS3File({ s3: 'output/stream.txt' }, body)
  return wmill.writeS3File({ s3: 'output/text.txt' }, 'Read: ' + whole)
}
`

/** Reads a table with Polars and writes it back through s3fs, at the bucket that a resource names. */
export const polarsOn = (resource: string) => `import polars as pl
import s3fs
import wmill
from wmill import S3Object


def main(input_file: S3Object):
    bucket = wmill.get_resource("${resource}")["bucket"]
    settings = wmill.polars_connection_settings()
    rows = pl.scan_csv(f"s3://{bucket}/{input_file['s3']}", storage_options=settings.storage_options).collect()
    print(rows)
    with s3fs.S3FileSystem(**settings.s3fs_args).open(f"s3://{bucket}/output/polars.parquet", mode="wb") as file:
        rows.write_parquet(file)
    return S3Object(s3="output/polars.parquet")
`

/** The same with DuckDB, which writes by itself. */
export const duckdbOn = (resource: string) => `import duckdb
import wmill
from wmill import S3Object


def main(input_file: S3Object):
    bucket = wmill.get_resource("${resource}")["bucket"]
    connection = duckdb.connect()
    connection.execute(wmill.duckdb_connection_settings().connection_settings_str)
    rows = f"FROM read_csv('s3://{bucket}/{input_file['s3']}')"
    connection.sql(rows).show()
    connection.execute(f"COPY ({rows}) TO 's3://{bucket}/output/duckdb.parquet' (FORMAT 'parquet')")
    return S3Object(s3="output/duckdb.parquet")
`
