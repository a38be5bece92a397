"""boto3 against the endpoint."""

import io
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from operations import HOSTILE, MIB, NotSupported, Suite


def code_of(call):
    """The code that a call is refused with."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    raise AssertionError("it was not refused")


def run(place):
    suite = Suite("boto3")
    s3 = boto3.client("s3", **place["boto3"], config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1}))
    at = {"Bucket": place["bucket"]}
    base = place["prefix"] + "boto3/"
    for part in (buckets, objects, checksums, conditions, parts, copies, lists, presigned, labels, refused):
        part(suite, s3, at, base)


def read(s3, at, key, **more):
    return s3.get_object(**at, Key=key, **more)["Body"].read()


def buckets(suite, s3, at, base):
    with suite.operation("List buckets"):
        assert at["Bucket"] in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    with suite.operation("Head bucket, location"):
        s3.head_bucket(**at)
        assert s3.get_bucket_location(**at)["LocationConstraint"] is None
        assert code_of(lambda: s3.head_bucket(Bucket="nowhere")) == "404"


def objects(suite, s3, at, base):
    with suite.operation("Put, get, head, delete"):
        s3.put_object(**at, Key=base + "one", Body=b"0123456789", ContentType="text/plain")
        assert read(s3, at, base + "one") == b"0123456789"
        head = s3.head_object(**at, Key=base + "one")
        assert (head["ContentLength"], head["ContentType"]) == (10, "text/plain")
        s3.delete_object(**at, Key=base + "one")
        assert code_of(lambda: s3.get_object(**at, Key=base + "one")) == "NoSuchKey"
    with suite.operation("Ranges"):
        s3.put_object(**at, Key=base + "range", Body=b"0123456789")
        assert read(s3, at, base + "range", Range="bytes=2-4") == b"234"
        assert read(s3, at, base + "range", Range="bytes=-2") == b"89"
        assert code_of(lambda: s3.get_object(**at, Key=base + "range", Range="bytes=10-")) == "InvalidRange"
    with suite.operation("User metadata, content headers"):
        said = {"ContentType": "text/csv", "CacheControl": "max-age=1", "ContentDisposition": "inline", "Metadata": {"a": "b"}}
        s3.put_object(**at, Key=base + "said", Body=b"x", **said)
        head = s3.head_object(**at, Key=base + "said")
        assert {name: head[name] for name in said} == said
    with suite.operation("Hostile keys"):
        refused = []
        for key in HOSTILE:
            # Servers that keep objects as files have folders for keys that end with a slash: nothing is in them.
            content = b"" if key.endswith("/") else key.encode()
            try:
                s3.put_object(**at, Key=base + key, Body=content)
            except ClientError as error:
                # Said before anything is stored under another name.
                assert (key, error.response["Error"]["Code"]) == ("../up", "InvalidArgument"), key
                refused.append(key)
                continue
            assert read(s3, at, base + key) == content, key
            s3.delete_object(**at, Key=base + key)
        if refused:
            raise NotSupported("all but `..` (InvalidArgument)")


def checksums(suite, s3, at, base):
    with suite.operation("Checksums verified"):
        for algorithm in ("CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"):
            if algorithm in ("CRC32C", "CRC64NVME"):
                continue  # boto3 makes those only with another package
            s3.put_object(**at, Key=base + "sum", Body=b"x", ChecksumAlgorithm=algorithm)
            wrong = {f"Checksum{algorithm}": "AAAAAA==" if algorithm == "CRC32" else "A" * 27 + "=" if algorithm == "SHA1" else "A" * 43 + "="}
            assert code_of(lambda: s3.put_object(**at, Key=base + "sum", Body=b"y", **wrong)) == "BadDigest"
        assert read(s3, at, base + "sum") == b"x"
    with suite.operation("Bodies in chunks with a trailer"):
        s3.put_object(**at, Key=base + "stream", Body=io.BufferedReader(io.BytesIO(b"z" * 300_000)))
        assert read(s3, at, base + "stream") == b"z" * 300_000


def conditions(suite, s3, at, base):
    key = {**at, "Key": base + "condition"}
    with suite.operation("Conditional get"):
        etag = s3.put_object(**key, Body=b"1")["ETag"]
        assert code_of(lambda: s3.get_object(**key, IfNoneMatch=etag)) == "304"
        assert code_of(lambda: s3.get_object(**key, IfMatch='"no"')) == "PreconditionFailed"
        modified = s3.head_object(**key)["LastModified"]
        assert code_of(lambda: s3.get_object(**key, IfModifiedSince=modified)) == "304"
    with suite.operation("Conditional put"):
        assert code_of(lambda: s3.put_object(**key, Body=b"2", IfNoneMatch="*")) == "PreconditionFailed"
        s3.put_object(**key, Body=b"3", IfMatch=etag)
        assert code_of(lambda: s3.put_object(**key, Body=b"4", IfMatch=etag)) == "PreconditionFailed"
        assert read(s3, at, base + "condition") == b"3"


def parts(suite, s3, at, base):
    with suite.operation("Upload in parts"):
        config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB)
        s3.upload_fileobj(io.BytesIO(b"p" * (11 * MIB)), at["Bucket"], base + "large", Config=config)
        assert s3.head_object(**at, Key=base + "large")["ContentLength"] == 11 * MIB
        target = io.BytesIO()
        s3.download_fileobj(at["Bucket"], base + "large", target, Config=config)
        assert target.getvalue() == b"p" * (11 * MIB)
    upload = {**at, "Key": base + "by-hand"}
    with suite.operation("List parts and uploads, abort"):
        upload["UploadId"] = s3.create_multipart_upload(**upload)["UploadId"]
        s3.upload_part(**upload, PartNumber=1, Body=b"x")
        assert [part["Size"] for part in s3.list_parts(**upload)["Parts"]] == [1]
        unsupported = None
        try:
            under_way = s3.list_multipart_uploads(**at, Prefix=base).get("Uploads", [])
            assert upload["UploadId"] in [each["UploadId"] for each in under_way]
        except ClientError as error:
            unsupported = error.response["Error"]["Code"]
        s3.abort_multipart_upload(**upload)
        assert code_of(lambda: s3.list_parts(**upload)) == "NoSuchUpload"
        if unsupported is not None:
            assert unsupported == "NotImplemented"
            raise NotSupported("all but the list of uploads (NotImplemented)")
    with suite.operation("Copy of a part"):
        upload = {**at, "Key": base + "copied-parts"}
        upload["UploadId"] = s3.create_multipart_upload(**upload)["UploadId"]
        copied = s3.upload_part_copy(**upload, PartNumber=1, CopySource={**at, "Key": base + "large"}, CopySourceRange="bytes=0-9")
        done = {"Parts": [{"PartNumber": 1, "ETag": copied["CopyPartResult"]["ETag"]}]}
        s3.complete_multipart_upload(**upload, MultipartUpload=done)
        assert read(s3, at, base + "copied-parts") == b"p" * 10


def copies(suite, s3, at, base):
    s3.put_object(**at, Key=base + "source ü", Body=b"x", Metadata={"a": "1"})
    source = {**at, "Key": base + "source ü"}
    with suite.operation("Copy"):
        s3.copy_object(**at, Key=base + "copy", CopySource=source)
        assert s3.head_object(**at, Key=base + "copy")["Metadata"] == {"a": "1"}
    with suite.operation("Copy with new metadata"):
        s3.copy_object(**source, CopySource=source, MetadataDirective="REPLACE", Metadata={"b": "2"})
        assert s3.head_object(**source)["Metadata"] == {"b": "2"}


def lists(suite, s3, at, base):
    keys = [f"{base}list/{name}" for name in ("a", "b/1", "b/2", "c|1", "d é&+ %20")]
    for key in keys:
        s3.put_object(**at, Key=key, Body=b"x")
    with suite.operation("List, version 1"):
        pages = s3.get_paginator("list_objects").paginate(**at, Prefix=base + "list/", PaginationConfig={"PageSize": 2})
        assert [entry["Key"] for page in pages for entry in page.get("Contents", [])] == keys
    with suite.operation("List, version 2: pages, delimiters, encoding"):
        paginator = s3.get_paginator("list_objects_v2")
        pages = list(paginator.paginate(**at, Prefix=base + "list/", Delimiter="/", PaginationConfig={"PageSize": 1}))
        assert [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])] == [base + "list/b/"]
        assert len([entry for page in pages for entry in page.get("Contents", [])]) == 3
        bar = s3.list_objects_v2(**at, Prefix=base + "list/", Delimiter="|")
        assert [entry["Prefix"] for entry in bar["CommonPrefixes"]] == [base + "list/c|"]
        after = s3.list_objects_v2(**at, Prefix=base + "list/", StartAfter=keys[2])
        assert [entry["Key"] for entry in after["Contents"]] == keys[3:]
    with suite.operation("Delete many"):
        answer = s3.delete_objects(**at, Delete={"Objects": [{"Key": key} for key in keys]})
        assert sorted(entry["Key"] for entry in answer["Deleted"]) == sorted(keys)
        assert s3.list_objects_v2(**at, Prefix=base + "list/")["KeyCount"] == 0


def presigned(suite, s3, at, base):
    with suite.operation("Presigned get and put"):
        key = {**at, "Key": base + "presigned é"}
        url = s3.generate_presigned_url("put_object", Params=key, ExpiresIn=60)
        with urllib.request.urlopen(urllib.request.Request(url, data=b"sent", method="PUT", headers={"content-type": ""})) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(s3.generate_presigned_url("get_object", Params=key, ExpiresIn=60)) as answer:
            assert answer.read() == b"sent"


def labels(suite, s3, at, base):
    key = {**at, "Key": base + "labels"}
    s3.put_object(**key, Body=b"x")
    with suite.operation("Attributes of objects"):
        told = s3.get_object_attributes(**key, ObjectAttributes=["ETag", "ObjectSize"])
        assert (told["ObjectSize"], f'"{told["ETag"]}"') == (1, s3.head_object(**key)["ETag"])
    with suite.operation("Conditional delete"):
        assert code_of(lambda: s3.delete_object(**key, IfMatch='"no"')) == "PreconditionFailed"
        s3.delete_object(**key, IfMatch=s3.head_object(**key)["ETag"])
        s3.put_object(**key, Body=b"x")
    with suite.operation("Tags of objects"):
        tags = [{"Key": "a", "Value": "ü +"}]
        try:
            s3.put_object_tagging(**key, Tagging={"TagSet": tags})
        except ClientError as error:
            if error.response["Error"]["Code"] != "NotImplemented":
                raise
            raise NotSupported("NotImplemented") from None
        assert s3.get_object_tagging(**key)["TagSet"] == tags
        s3.copy_object(**at, Key=base + "labels copied", CopySource=key)
        assert s3.get_object_tagging(**at, Key=base + "labels copied")["TagSet"] == tags
        s3.delete_object_tagging(**key)
        assert s3.get_object_tagging(**key)["TagSet"] == []


def refused(suite, s3, at, base):
    key = {**at, "Key": base + "range"}
    others = {
        "Versions": lambda: s3.list_object_versions(**at),
        "ACLs": lambda: s3.get_object_acl(**key),
        "Policies of buckets": lambda: s3.get_bucket_policy(**at),
        "Locks": lambda: s3.get_object_retention(**key),
    }
    for name, call in others.items():
        with suite.operation(name):
            try:
                call()
            except ClientError as error:
                if error.response["Error"]["Code"] != "NotImplemented":
                    raise
                raise NotSupported("NotImplemented") from None
