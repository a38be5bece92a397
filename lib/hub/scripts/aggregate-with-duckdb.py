import duckdb
import wmill
from wmill import S3Object

READERS = {"parquet": "read_parquet", "json": "read_json", "ndjson": "read_json"}


def main(file: S3Object, group_by: str, total: str):
    """Adds up a column of a table, group by group.

    Args:
        file: a CSV, NDJSON or parquet file
        group_by: the column that makes the groups
        total: the column to add up
    """
    connection = duckdb.connect()
    connection.execute(wmill.duckdb_connection_settings().connection_settings_str)

    reader = READERS.get(file["s3"].rsplit(".", 1)[-1].lower(), "read_csv")
    address = f"s3://{file.get('storage') or '_default_'}/{file['s3']}"
    group, column = (quoted(name) for name in (group_by, total))
    result = connection.execute(
        f"SELECT {group}, count(*) AS rows, sum({column})::DOUBLE AS {column} FROM {reader}(?) GROUP BY 1 ORDER BY 3 DESC",
        [address],
    )
    return result.pl()


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
