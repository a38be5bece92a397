import wmill
from wmill import S3Object


def main(input_file: S3Object, output_file: str = "out/upper.txt"):
    """Reads a text file line by line and writes another one.

    Args:
        input_file: a text file
        output_file: the key of the new file
    """
    # A reader fetches what is asked of it, and no more.
    with wmill.load_s3_file_reader(input_file) as reader:
        text = reader.read().decode("utf-8")
    lines = text.splitlines()
    print(len(lines), "lines")
    return wmill.write_s3_file(S3Object(s3=output_file), "\n".join(lines).upper().encode("utf-8"))
