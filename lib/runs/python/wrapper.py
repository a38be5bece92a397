"""
The program that runs a Python script: calls `main` of the script in the current folder and leaves what became of it there.
Each run waits for what is imported here: what not every script needs is imported where it is used.
"""

import os
import sys

MAX_OUTCOME_BYTES = 64 * 1024**2
# inspect.CO_VARKEYWORDS and inspect.CO_ITERABLE_COROUTINE
TAKES_ALL, IS_AWAITABLE = 0x08, 0x100
OWN_NAME = (lambda: 0).__code__.co_filename
OUTCOME = os.path.join(os.getcwd(), "outcome.json")  # the script may go elsewhere


def read_json(text):
    """By the part of `json` that is in C: the rest loads `re`, for which an empty script would wait a third of its time."""
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text)
    return make_scanner(Reader)(text, 0)[0]


class Reader:
    """What `json.JSONDecoder` tells it."""

    strict, object_hook, object_pairs_hook = True, None, None
    parse_float, parse_int, parse_constant = float, int, None


def write_json(value, default=None):
    """In the same way; like `json.dumps`, without NaN and infinity."""
    try:
        from _json import encode_basestring_ascii, make_encoder
    except ImportError:
        import json

        return json.dumps(value, default=default, allow_nan=False)
    encode = make_encoder({}, default, encode_basestring_ascii, None, ": ", ", ", False, False, False)
    return "".join(encode(value, 0))


def start_relay(targets):
    """By the file beside this one, of which nothing stays that a module of the script could meet."""
    folder = os.path.dirname(__file__)
    sys.path.insert(0, folder)
    import relay

    sys.path.remove(folder)
    del sys.modules["relay"]
    relay.start(targets)


def prepare_duckdb():
    """Puts the extension for S3 where DuckDB looks before it would fetch it: connection settings ask to install it."""
    try:
        import duckdb
        import duckdb_extension_httpfs
    except ImportError:
        return
    folder = os.path.dirname(duckdb_extension_httpfs.__file__)
    path = f"{folder}/extensions/v{duckdb.__version__}/httpfs.duckdb_extension"
    with duckdb.connect() as connection:
        connection.execute("SET home_directory='./'")
        connection.execute(f"INSTALL '{path}'")


class Text:
    """Tells the lines of the script to who shows where an error came from, also when the script has left its folder."""

    def __init__(self, text):
        self.text = text

    def get_source(self, _name):
        return self.text


def load(text):
    """The script as a module, under the name that it has for its author."""
    module = type(sys)("main")
    module.__loader__ = Text(text)
    module.__file__ = "main.py"
    sys.modules["main"] = module
    exec(compile(text, "main.py", "exec", dont_inherit=True), module.__dict__)
    if not callable(getattr(module, "main", None)):
        raise TypeError("The script defines no function main: there is nothing to run.")
    return module.main


def arguments(main, given):
    """What is given for the parameters, in the types that they ask for where JSON has none."""
    names, takes_all = parameters(main)
    taken = {name: value for name, value in given.items() if takes_all or name in names}
    if not taken or not has_hints(main):
        return taken
    import typing

    try:
        hints = typing.get_type_hints(main)
    except Exception:
        return taken
    return {name: convert(value, hints.get(name)) for name, value in taken.items()}


def parameters(main):
    """Their names, and whether any other is taken as well."""
    code = getattr(main, "__code__", None)
    if type(main) is type(load) and not vars(main):  # nothing around it that tells another signature
        return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount], bool(code.co_flags & TAKES_ALL)
    import inspect

    found = inspect.signature(main).parameters
    return found, any(each.kind is each.VAR_KEYWORD for each in found.values())


def has_hints(main):
    return type(main) is not type(load) or bool(vars(main)) or bool(main.__annotations__)


def convert(value, hint):
    import types
    import typing

    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        return convert(value, typing.get_args(hint)[0])
    if origin in (typing.Union, types.UnionType):
        options = [each for each in typing.get_args(hint) if each is not type(None)]
        return convert(value, options[0]) if len(options) == 1 else value
    if origin is list and isinstance(value, list):
        return [convert(each, (typing.get_args(hint) or (None,))[0]) for each in value]
    if isinstance(value, str) and hint is bytes:
        import base64

        return base64.b64decode(value)
    if isinstance(value, str) and is_date(hint):
        return hint.fromisoformat(value)
    if isinstance(value, dict) and isinstance(hint, type) and issubclass(hint, dict) and hint is not dict:
        return hint(**value)
    return value


def is_date(hint):
    import datetime

    return hint in (datetime.datetime, datetime.date)


def plain(value):
    """JSON for what has a usual one."""
    import dataclasses
    import datetime

    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError("The result holds bytes: write them into a file and return its S3Object.")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    for name in ("to_dicts", "model_dump", "tolist", "isoformat"):  # polars, pydantic, numpy
        method = getattr(value, name, None)
        if callable(method):
            return method()
    if type(value).__name__ in ("Decimal", "UUID", "PosixPath"):
        return str(value)
    raise TypeError(f"The result holds a {type(value).__name__}, which JSON cannot say. Return text, numbers, lists or dicts.")


def to_json(result):
    try:
        return write_json({"result": result}, plain)
    except ValueError as error:
        if "Circular" in str(error):
            raise ValueError("The result leads back to itself: JSON cannot say that.") from None
        if "Out of range" in str(error):
            raise ValueError("JSON cannot say NaN or infinity: return None or a text in its place.") from None
        raise


def explain(error):
    """Name, message and the frames of the script."""
    import traceback

    told = traceback.TracebackException.from_exception(error)
    told.stack = traceback.StackSummary.from_list([frame for frame in told.stack if frame.filename != OWN_NAME])
    message = str(error)
    if isinstance(error, ModuleNotFoundError):
        message += f". The packages of this server have no module {error.name}: see docs/runs.md for those that they have, and for how a script asks for another one."
    return {"error": {"name": type(error).__name__, "message": message, "stack": "".join(told.format())}}


def leave(outcome):
    with open(OUTCOME, "w", encoding="utf-8") as file:
        file.write(outcome)


def run():
    with open("call.json", encoding="utf-8") as file:
        call = read_json(file.read())
    os.unlink("call.json")  # it may hold secrets, and the folder may outlive a lost worker
    with open("main.py", encoding="utf-8") as file:
        text = file.read()
    if call["layer"]:
        import site

        site.addsitedir(call["layer"])  # behind the packages that are ready
    if "duckdb" in text:
        prepare_duckdb()
    main = load(text)
    result = main(**arguments(main, call["args"]))
    if is_awaitable(result):
        import asyncio  # a tenth of a second, which most scripts need not wait for

        result = asyncio.run(as_coroutine(result))
    outcome = to_json(result)
    if len(outcome) > MAX_OUTCOME_BYTES:
        raise ValueError(f"The result is {len(outcome) // 1024**2} MiB of JSON. Write it into a file.")
    leave(outcome)


def is_awaitable(result):
    """What `inspect.isawaitable` tells, which takes long to load."""
    if hasattr(type(result), "__await__"):
        return True
    code = getattr(result, "gi_code", None)
    return code is not None and bool(code.co_flags & IS_AWAITABLE)


async def as_coroutine(awaitable):
    return await awaitable


way_out = os.environ.pop("GRANARY_RELAY", None)
if way_out:
    start_relay(read_json(way_out))
try:
    run()
except Exception as error:
    outcome = explain(error)
    print(outcome["error"]["stack"], file=sys.stderr)
    leave(write_json(outcome))
    sys.exit(1)
