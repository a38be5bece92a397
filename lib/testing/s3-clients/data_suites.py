"""s3fs, pyarrow, Polars and DuckDB against the endpoint, with the settings that scripts get."""

import os

from operations import NotSupported, Suite


def run(place):
    for suite in (s3fs_suite, pyarrow_suite, polars_suite, duckdb_suite):
        suite(place, f"{place['bucket']}/{place['prefix']}")


def s3fs_suite(place, base):
    import s3fs

    suite = Suite("s3fs")
    fs = s3fs.S3FileSystem(**place["s3fs_args"])
    root = base + "s3fs"
    with suite.operation("Write, read, info"):
        with fs.open(f"{root}/one.txt", "wb") as file:
            file.write(b"0123456789")
        assert fs.cat(f"{root}/one.txt") == b"0123456789"
        assert fs.info(f"{root}/one.txt")["size"] == 10
    with suite.operation("Seek and read a part"):
        with fs.open(f"{root}/one.txt", "rb") as file:
            file.seek(5)
            assert file.read(2) == b"56"
    with suite.operation("Upload in parts"):
        with fs.open(f"{root}/large.bin", "wb", block_size=5 * 2**20) as file:
            for _ in range(11):
                file.write(b"x" * 2**20)
        assert fs.info(f"{root}/large.bin")["size"] == 11 * 2**20
    with suite.operation("List, find, glob"):
        fs.pipe(f"{root}/folder/é +.txt", b"x")
        fs.invalidate_cache()
        assert fs.ls(root, detail=False) == [f"{root}/{name}" for name in ("folder", "large.bin", "one.txt")]
        assert fs.glob(f"{root}/**/*.txt") == [f"{root}/folder/é +.txt", f"{root}/one.txt"]
    with suite.operation("Copy, move, remove"):
        fs.copy(f"{root}/one.txt", f"{root}/two.txt")
        fs.mv(f"{root}/two.txt", f"{root}/three.txt")
        assert not fs.exists(f"{root}/two.txt")
        fs.rm(root, recursive=True)
        fs.invalidate_cache()
        assert not fs.exists(f"{root}/one.txt")


def pyarrow_suite(place, base):
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import fs

    suite = Suite("pyarrow.fs")
    boto = place["root"] or place["boto3"]
    scheme, _, host = boto["endpoint_url"].partition("://")
    keys = {"access_key": boto["aws_access_key_id"], "secret_key": boto["aws_secret_access_key"]}
    store = fs.S3FileSystem(endpoint_override=host, scheme=scheme, region="us-east-1", **keys)
    root = f"{place['root_bucket'] or place['bucket']}/{place['prefix']}pyarrow"
    table = pa.table({"n": list(range(1000))})
    with suite.operation("Write and read parquet"):
        pq.write_table(table, f"{root}/table.parquet", filesystem=store)
        assert pq.read_table(f"{root}/table.parquet", filesystem=store).equals(table)
    with suite.operation("Streams, ranges"):
        with store.open_output_stream(f"{root}/stream.bin") as out:
            out.write(b"0123456789")
        with store.open_input_file(f"{root}/stream.bin") as file:
            assert file.read_at(3, 4) == b"456"
    with suite.operation("List, info"):
        found = store.get_file_info(fs.FileSelector(root, recursive=True))
        assert sorted(each.base_name for each in found if each.is_file) == ["stream.bin", "table.parquet"]
    with suite.operation("Copy, move, remove"):
        store.copy_file(f"{root}/stream.bin", f"{root}/copy.bin")
        store.move(f"{root}/copy.bin", f"{root}/moved.bin")
        assert store.get_file_info(f"{root}/copy.bin").type == fs.FileType.NotFound
        store.delete_dir(root)


def polars_suite(place, base):
    import polars as pl

    suite = Suite("Polars")
    options = place["storage_options"]
    uri = f"s3://{base}polars/table.parquet"
    frame = pl.DataFrame({"n": range(1000), "g": [n % 3 for n in range(1000)]})
    with suite.operation("Write parquet"):
        frame.write_parquet(uri, storage_options=options)
    with suite.operation("Scan parquet lazily"):
        lazy = pl.scan_parquet(uri, storage_options=options)
        assert lazy.filter(pl.col("g") == 1).select(pl.len()).collect().item() == 333
    with suite.operation("Scan many files, CSV"):
        frame.write_csv(f"s3://{base}polars/table.csv", storage_options=options)
        assert pl.scan_parquet(f"s3://{base}polars/*.parquet", storage_options=options).collect().height == 1000
        assert pl.scan_csv(f"s3://{base}polars/table.csv", storage_options=options).collect().height == 1000


def duckdb_suite(place, base):
    import duckdb
    import duckdb_extension_httpfs

    suite = Suite("DuckDB")
    settings = place["duckdb"]
    # The settings end with INSTALL: what is there already is not fetched.
    folder = os.path.dirname(duckdb_extension_httpfs.__file__)
    version = f"v{duckdb.__version__}"
    connection = duckdb.connect()
    connection.execute("SET home_directory='./'")
    connection.execute(f"INSTALL '{folder}/extensions/{version}/httpfs.duckdb_extension'")
    connection.execute(settings)
    uri = f"s3://{base}duckdb/table.parquet"
    with suite.operation("Write parquet"):
        connection.execute(f"COPY (SELECT range AS n, range % 3 AS g FROM range(1000)) TO '{uri}' (FORMAT parquet)")
    with suite.operation("Read parquet by ranges"):
        assert connection.execute(f"SELECT count(*) FROM '{uri}' WHERE g = 1").fetchone() == (333,)
    with suite.operation("Glob, CSV"):
        connection.execute(f"COPY (SELECT 1 AS a) TO 's3://{base}duckdb/one.csv'")
        assert connection.execute(f"SELECT count(*) FROM 's3://{base}duckdb/*.parquet'").fetchone() == (1000,)
        assert connection.execute(f"SELECT a FROM 's3://{base}duckdb/one.csv'").fetchone() == (1,)


__all__ = ["NotSupported", "run"]
