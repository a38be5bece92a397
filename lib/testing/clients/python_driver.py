"""Answers calls of the contract kit with a client in Python: one JSON line in, one JSON line out."""

import base64
import io
import json
import re
import sys
from datetime import datetime, timezone
from functools import lru_cache
from importlib import import_module

NAME = sys.argv[1]
MODULE = import_module(NAME)


@lru_cache(maxsize=None)
def client(token):
    return MODULE.Granary(token=token) if NAME == "granary" else MODULE.Windmill(token=token)


def content(args):
    return base64.b64decode(args.get("content", "")) * args.get("times", 1)


def encode(data):
    return base64.b64encode(data).decode()


def named(file):
    return MODULE.S3Object(file) if isinstance(file, dict) else file


def given(args, **names):
    return {ours: args[theirs] for ours, theirs in names.items() if args.get(theirs) is not None}


def write(api, args, data):
    more = given(args, content_type="contentType", content_disposition="contentDisposition")
    if NAME == "granary":
        more.update(given(args, overwrite="overwrite"))
    return api.write_s3_file(named(args.get("object")), data, args.get("resource"), **more)


def load_stream(api, args):
    with api.load_s3_file_reader(named(args["object"]), args.get("resource")) as reader:
        return encode(b"".join(iter(lambda: reader.read(7), b"")))


def head(api, args):
    found = api.head_s3_file(named(args["object"]), args.get("resource"))
    age = (datetime.now(timezone.utc) - found.last_modified).total_seconds() * 1000
    return {"size": found.size, "contentType": found.content_type, "age": age}


def delete(api, args):
    remove = api.delete_s3_file if NAME == "granary" else api.delete_s3_object
    return remove(named(args["object"]), args.get("resource"))


def settings(kind):
    def ask(api, args):
        name = f"{kind}_connection_settings" if NAME == "granary" else f"get_{kind}_connection_settings"
        return getattr(api, name)(args.get("resource") or "")

    return ask


ACTIONS = {
    "writeText": lambda api, args: write(api, args, content(args).decode()),
    "writeBytes": lambda api, args: write(api, args, content(args)),
    "writeStream": lambda api, args: write(api, args, io.BufferedReader(io.BytesIO(content(args)))),
    "load": lambda api, args: encode(api.load_s3_file(named(args["object"]), args.get("resource"))),
    "loadStream": load_stream,
    "range": lambda api, args: encode(
        api.read_s3_file_range(
            named(args["object"]),
            **given(args, start="start", end="end", last="last", s3_resource_path="resource"),
        )
    ),
    "delete": delete,
    "list": lambda api, args: [
        file["s3"]
        for file in api.list_s3_files(
            **given(args, prefix="prefix", storage="storage", page_size="pageSize", s3_resource_path="resource")
        )
    ],
    "head": head,
    "copy": lambda api, args: api.copy_s3_file(
        named(args["object"]), named(args["target"]), args.get("resource"), **given(args, overwrite="overwrite")
    ),
    "sign": lambda api, args: api.sign_s3_object(named(args["object"]), args.get("expirySecs")),
    "signMany": lambda api, args: api.sign_s3_objects([named(file) for file in args["objects"]], args.get("expirySecs")),
    "url": lambda api, args: api.get_presigned_s3_public_url(named(args["object"]), None, args.get("expirySecs")),
    "urls": lambda api, args: api.get_presigned_s3_public_urls([named(file) for file in args["objects"]]),
    "getResource": lambda api, args: api.get_resource(args["path"], args.get("optional", False)),
    "setResource": lambda api, args: (
        api.set_resource(args["path"], args["value"], args.get("type", "any"))
        if NAME == "granary"
        else api.set_resource(args["value"], args["path"], args.get("type", "any"))
    ),
    "getVariable": lambda api, args: api.get_variable(args["path"]),
    "setVariable": lambda api, args: api.set_variable(args["path"], args["value"], args.get("secret", False)),
    "boto3Settings": settings("boto3"),
    "polarsSettings": settings("polars"),
    "s3fsSettings": settings("s3fs"),
    "duckdbSettings": settings("duckdb"),
}


def status_of(error):
    status = getattr(error, "status", None)
    if status is not None:
        return status
    written = re.search(r"Failed to load S3 file: (\d{3})|: (\d{3}), ", str(error), re.DOTALL)
    return int(written[1] or written[2]) if written else None


def answer(call):
    try:
        value = ACTIONS[call["verb"]](client(call["token"]), call["args"])
        return {"ok": True, "value": value}
    except Exception as error:  # noqa: BLE001 every failure is an outcome here
        return {"ok": False, "status": status_of(error), "message": str(error)}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
