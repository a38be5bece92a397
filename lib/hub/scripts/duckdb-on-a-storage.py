import duckdb
import wmill
from wmill import S3Object


def main(input_file: S3Object):
    """Queries a table of a storage with DuckDB and writes what it finds back as parquet.

    Args:
        input_file: a CSV or parquet file
    """
    # Every storage goes by its own name; the primary one by this one.
    bucket = input_file.get("storage") or "_default_"

    connection = duckdb.connect()
    connection.execute(wmill.duckdb_connection_settings().connection_settings_str)

    input_uri = "s3://{}/{}".format(bucket, input_file["s3"])
    output_file = "output/counted.parquet"
    output_uri = "s3://{}/{}".format(bucket, output_file)
    connection.sql(f"FROM '{input_uri}' LIMIT 10").show()

    connection.execute(f"COPY (SELECT count(*) AS rows FROM '{input_uri}') TO '{output_uri}' (FORMAT parquet)")
    return S3Object(s3=output_file, storage=input_file.get("storage"))
