import polars as pl
import s3fs
import wmill
from wmill import S3Object


def main(deliveries: S3Object = {"s3": "deliveries.parquet"}, grade: str = "A", first: int = 1000):
    """Picks the heaviest deliveries of a grade out of a parquet file of a million rows and writes them to another one.

    Args:
        deliveries: a parquet file with the columns grade and weight_kg
        grade: A, B or C
        first: how many to keep
    """
    storage = deliveries.get("storage") or "_default_"
    settings = wmill.polars_connection_settings()
    best = (
        pl.scan_parquet(f"s3://{storage}/{deliveries['s3']}", storage_options=settings.storage_options)
        .filter(pl.col("grade") == grade)
        .sort("weight_kg", descending=True)
        .head(first)
        .collect()
    )
    print(best)

    target = f"results/best-{grade}.parquet"
    with s3fs.S3FileSystem(**settings.s3fs_args).open(f"{storage}/{target}", "wb") as output:
        best.write_parquet(output)
    return S3Object(s3=target)
