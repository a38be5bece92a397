import os

import polars as pl
import s3fs
import wmill
from wmill import S3Object


def main(file: S3Object, separator: str = ","):
    """Writes a CSV as parquet, beside it.

    Args:
        file: a CSV whose first line names its columns
        separator: what stands between its values
    """
    storage = file.get("storage") or "_default_"
    target = os.path.splitext(file["s3"])[0] + ".parquet"
    settings = wmill.polars_connection_settings()

    # Read lazily: only what the result needs is fetched.
    rows = pl.scan_csv(
        f"s3://{storage}/{file['s3']}",
        separator=separator,
        try_parse_dates=True,
        storage_options=settings.storage_options,
    ).collect()
    print(rows)

    with s3fs.S3FileSystem(**settings.s3fs_args).open(f"{storage}/{target}", "wb") as output:
        rows.write_parquet(output)
    return S3Object(s3=target, storage=file.get("storage"))
