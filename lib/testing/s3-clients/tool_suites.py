"""The AWS CLI and rclone against the endpoint."""

import json
import os
import subprocess
import sys
import tempfile

from operations import HOSTILE, MIB, Suite

BIN = os.path.dirname(sys.executable)


def run(place):
    aws_suite(place)
    rclone_suite(place)


def aws_suite(place):
    suite = Suite("AWS CLI")
    boto = place["boto3"]
    env = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "AWS_ACCESS_KEY_ID": boto["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": boto["aws_secret_access_key"],
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": boto["endpoint_url"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
    }

    def aws(*words, data=None):
        done = subprocess.run([sys.executable, f"{BIN}/aws", *words], env=env, input=data, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode().strip())
        return done.stdout

    bucket = place["bucket"]
    base = place["prefix"] + "aws/"
    uri = f"s3://{bucket}/{base}"
    with tempfile.TemporaryDirectory() as folder:
        large = os.path.join(folder, "large file é.bin")
        with open(large, "wb") as file:
            file.write(b"l" * (9 * MIB))
        with suite.operation("cp up and down, also of a stream"):
            aws("s3", "cp", large, uri)
            aws("s3", "cp", f"{uri}large file é.bin", f"{folder}/back.bin")
            with open(f"{folder}/back.bin", "rb") as file:
                assert file.read() == b"l" * (9 * MIB)
            aws("s3", "cp", "-", f"{uri}streamed.txt", data=b"streamed")
            listed = json.loads(aws("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", base))
            assert [each["Size"] for each in listed["Contents"]] == [9 * MIB, 8]
        with suite.operation("sync"):
            os.makedirs(f"{folder}/tree/sub")
            for name in ("one", "sub/two", "sub/it's +1"):
                with open(f"{folder}/tree/{name}", "w", encoding="utf-8") as file:
                    file.write(name)
                # Lists tell whole seconds: a file of the same second would be taken for newer than its copy.
                os.utime(f"{folder}/tree/{name}", (1_700_000_000, 1_700_000_000))
            assert aws("s3", "sync", f"{folder}/tree", f"{uri}tree").count(b"upload:") == 3
            assert aws("s3", "sync", f"{folder}/tree", f"{uri}tree") == b""
        with suite.operation("ls, mv, rm of a folder"):
            assert b"PRE sub/" in aws("s3", "ls", f"{uri}tree/")
            aws("s3", "mv", f"{uri}tree/one", f"{uri}tree/uno")
            aws("s3", "rm", "--recursive", f"s3://{bucket}/{base}")
            assert b"aws/" not in aws("s3", "ls", f"s3://{bucket}/{place['prefix']}")


def rclone_suite(place):
    suite = Suite("rclone")
    boto = place["boto3"]
    env = {
        "PATH": os.environ["PATH"],
        "RCLONE_CONFIG_G_TYPE": "s3",
        "RCLONE_CONFIG_G_PROVIDER": "Other",
        "RCLONE_CONFIG_G_ACCESS_KEY_ID": boto["aws_access_key_id"],
        "RCLONE_CONFIG_G_SECRET_ACCESS_KEY": boto["aws_secret_access_key"],
        "RCLONE_CONFIG_G_ENDPOINT": boto["endpoint_url"],
        "RCLONE_CONFIG_G_REGION": "us-east-1",
        "RCLONE_RETRIES": "1",
        "RCLONE_LOW_LEVEL_RETRIES": "1",
        "RCLONE_CONFIG": "/dev/null",
    }

    def rclone(*words, data=None):
        done = subprocess.run([f"{BIN}/rclone", *words], env=env, input=data, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.decode().strip())
        return done.stdout

    base = f"G:{place['bucket']}/{place['prefix']}rclone"
    with tempfile.TemporaryDirectory() as folder:
        names = [name for name in HOSTILE if ".." not in name and "//" not in name and not name.endswith("/")]
        for name in [*names, "sub/large.bin"]:
            os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
            with open(f"{folder}/{name}", "wb") as file:
                file.write(b"r" * (11 * MIB if name.endswith("large.bin") else 100))
        with suite.operation("copy of a folder, with parts"):
            rclone("copy", "--s3-chunk-size", "5Mi", "--s3-upload-cutoff", "5Mi", folder, base)
        with suite.operation("check of every byte"):
            rclone("check", "--download", folder, base)
        with suite.operation("lsf, cat of a range"):
            assert len(rclone("lsf", "-R", "--files-only", base).splitlines()) == len(names) + 1
            assert rclone("cat", "--offset", "5", "--count", "3", f"{base}/sub/large.bin") == b"rrr"
        with suite.operation("server-side copy and move"):
            rclone("copyto", f"{base}/sub/large.bin", f"{base}/copied.bin")
            rclone("moveto", f"{base}/copied.bin", f"{base}/moved.bin")
        with suite.operation("rcat, touch, sync that deletes"):
            rclone("rcat", f"{base}/streamed.txt", data=b"s" * 300_000)
            rclone("touch", "--timestamp", "2020-01-01T00:00:00", f"{base}/streamed.txt")
            rclone("sync", folder, base)
            assert b"streamed" not in rclone("lsf", base)
        with suite.operation("purge"):
            rclone("purge", base)
            assert rclone("lsf", "-R", f"G:{place['bucket']}/{place['prefix']}") == b"" or b"rclone" not in rclone("lsf", f"G:{place['bucket']}/{place['prefix']}")
        with suite.operation("lsd of buckets"):
            assert place["bucket"].encode() in rclone("lsd", "G:")
