"""Sends a large file and gets it back with a client in Python, in a process of its own so that its memory can be told.

Usage: large_client.py <module> <path of the file>. Prints bytes received, the last of them as text, and the most memory used.
"""

import json
import resource
import sys
from importlib import import_module

name, path = sys.argv[1:]
client = import_module(name)
large = client.S3Object(s3="large/from-a-client.bin")

with open(path, "rb") as content:
    client.write_s3_file(large, content)

received, tail = 0, b""
with client.load_s3_file_reader(large) as reader:
    for chunk in iter(lambda: reader.read(1024 * 1024), b""):
        received += len(chunk)
        tail = (tail + chunk)[-7:]

peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"received": received, "tail": tail.decode(), "peak": peak}))
