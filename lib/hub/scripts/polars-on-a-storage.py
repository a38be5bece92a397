import polars as pl
import s3fs
import wmill
from wmill import S3Object


def main(input_file: S3Object):
    """Reads a table of a storage lazily with Polars and writes it back as parquet through s3fs.

    Args:
        input_file: a CSV or parquet file
    """
    # Every storage goes by its own name; the primary one by this one.
    bucket = input_file.get("storage") or "_default_"

    # What Polars is told about the storage.
    storage_options = wmill.polars_connection_settings().storage_options
    input_uri = "s3://{}/{}".format(bucket, input_file["s3"])
    scan = pl.scan_parquet if input_uri.endswith(".parquet") else pl.scan_csv
    lazy = scan(input_uri, storage_options=storage_options)

    # Filters and groups that come here are pushed down into the reading.
    output = lazy.collect()
    print(output)

    # What s3fs is told about it, to write there.
    s3 = s3fs.S3FileSystem(**wmill.polars_connection_settings().s3fs_args)
    output_file = "output/result.parquet"
    with s3.open("s3://{}/{}".format(bucket, output_file), mode="wb") as output_s3:
        output.write_parquet(output_s3)

    return S3Object(s3=output_file, storage=input_file.get("storage"))
