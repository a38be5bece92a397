"""Reads a Python script from standard input and prints how its `main` is called, as JSON. Runs nothing of the script."""

import ast
import json
import re
import sys

MAX_DEPTH = 8
MAX_TYPES = 2000
MAX_DESCRIPTION_CHARACTERS = 1000
UNKNOWN = {"kind": "unknown"}
ANY_OBJECT = {"kind": "object", "fields": []}

PLAIN = {
    "str": {"kind": "text"},
    "int": {"kind": "integer"},
    "float": {"kind": "number"},
    "Decimal": {"kind": "number"},
    "bool": {"kind": "boolean"},
    "bytes": {"kind": "bytes"},
    "bytearray": {"kind": "bytes"},
    "datetime": {"kind": "datetime"},
    "date": {"kind": "date"},
    "dict": ANY_OBJECT,
    "Dict": ANY_OBJECT,
    "Mapping": ANY_OBJECT,
    "object": UNKNOWN,
    "Any": UNKNOWN,
    "None": UNKNOWN,
    "S3Object": {"kind": "resource", "name": "s3_object"},
    "list": {"kind": "list", "item": UNKNOWN},
    "tuple": {"kind": "list", "item": UNKNOWN},
    "set": {"kind": "list", "item": UNKNOWN},
}
LISTS = {"list", "List", "Sequence", "Iterable", "Collection", "set", "Set", "frozenset", "FrozenSet"}
PLAIN.update({name: {"kind": "list", "item": UNKNOWN} for name in LISTS})
WRAPPERS = {"Annotated", "Required", "NotRequired", "ReadOnly", "Final", "ClassVar"}
FILES = {"s3_object", "s3object"}


def last_name(node):
    """Of `wmill.S3Object` the last part."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def literal(node):
    """(whether it is one, its value): a value that stands in the text and that JSON can tell."""
    if isinstance(node, ast.Call) and last_name(node.func) in {"S3Object", "dict"} and not node.args:
        parts = {word.arg: literal(word.value) for word in node.keywords}
        known = None not in parts and all(found for found, _ in parts.values())
        return (True, {name: value for name, (_, value) in parts.items()}) if known else (False, None)
    try:
        value = ast.literal_eval(node)
        return True, json.loads(json.dumps(value, allow_nan=False))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError, OverflowError):
        return False, None


class Reader:
    def __init__(self, body, resource_types):
        self.classes = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
        self.aliases = {
            node.targets[0].id: node.value
            for node in body
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        }
        self.resource_types = resource_types
        self.read = 0

    def type_of(self, node, depth=0):
        """(what it takes, whether None will do as well)"""
        self.read += 1
        if node is None or depth > MAX_DEPTH or self.read > MAX_TYPES:
            return UNKNOWN, False
        if isinstance(node, ast.Constant):
            return self.constant(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self.union(alternatives(node), depth)
        if isinstance(node, ast.Subscript):
            return self.subscript(node, depth)
        name = last_name(node)
        return (UNKNOWN, False) if name is None else self.named(name, depth)

    def constant(self, node, depth):
        if node.value is None:
            return UNKNOWN, True
        if not isinstance(node.value, str):
            return UNKNOWN, False
        try:
            return self.type_of(ast.parse(node.value, mode="eval").body, depth + 1)
        except (SyntaxError, ValueError):
            return UNKNOWN, False

    def subscript(self, node, depth):
        name = last_name(node.value)
        inner = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        if name == "Optional":
            return self.type_of(node.slice, depth + 1)[0], True
        if name == "Union":
            return self.union(inner, depth)
        if name == "Literal":
            return options(inner)
        if name in WRAPPERS:
            return self.type_of(inner[0], depth + 1)
        if name in LISTS:
            return {"kind": "list", "item": self.type_of(inner[0], depth + 1)[0]}, False
        return (UNKNOWN, False) if name is None else self.named(name, depth)

    def union(self, members, depth):
        parts = [self.type_of(member, depth + 1) for member in members]
        absent = any(isinstance(member, ast.Constant) and member.value is None for member in members)
        types = [
            kind
            for member, (kind, _) in zip(members, parts)
            if not (isinstance(member, ast.Constant) and member.value is None)
        ]
        return merge(types), absent or any(nullable for _, nullable in parts)

    def named(self, name, depth):
        declared = self.classes.get(name)
        # Small letters name a resource type, which the script only repeats.
        if declared is not None and not name[0].islower() and name not in self.resource_types and name != "S3Object":
            return self.declared(declared, depth), False
        alias = self.aliases.get(name)
        if alias is not None and not name[0].islower() and isinstance(alias, (ast.Subscript, ast.BinOp)):
            return self.type_of(alias, depth + 1)
        return PLAIN.get(name) or {"kind": "resource", "name": name}, False

    def declared(self, node, depth):
        bases = [last_name(base) for base in node.bases]
        if any(base in {"Enum", "StrEnum", "IntEnum"} for base in bases):
            values = [literal(each.value) for each in node.body if isinstance(each, ast.Assign)]
            return one_of([value for found, value in values if found])
        fields = []
        for base in bases:
            parent = self.classes.get(base)
            if parent is not None and depth < MAX_DEPTH:
                fields.extend(self.declared(parent, depth + 1).get("fields", []))
        for each in node.body:
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                kind, nullable = self.type_of(each.annotation, depth + 1)
                loose = isinstance(each.annotation, ast.Subscript) and last_name(each.annotation.value) == "NotRequired"
                optional = nullable or loose or each.value is not None
                fields.append({"name": each.target.id, "type": kind, "optional": optional})
        return {"kind": "object", "fields": fields}


def alternatives(node):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return alternatives(node.left) + alternatives(node.right)
    return [node]


def options(nodes):
    values = [node.value for node in nodes if isinstance(node, ast.Constant)]
    nullable = None in values
    return one_of([value for value in values if value is not None]), nullable


def one_of(values):
    if values and all(isinstance(value, str) for value in values):
        return {"kind": "text", "options": values}
    if values and all(isinstance(value, bool) for value in values):
        return {"kind": "boolean"}
    if values and all(isinstance(value, int) for value in values):
        return {"kind": "integer", "options": values}
    if values and all(isinstance(value, (int, float)) for value in values):
        return {"kind": "number", "options": values}
    return UNKNOWN


def merge(types):
    distinct = [kind for index, kind in enumerate(types) if kind not in types[:index]]
    if len(distinct) == 1:
        return distinct[0]
    files = [kind for kind in distinct if kind["kind"] == "resource" and kind["name"] in FILES]
    if files and all(kind in files or kind["kind"] == "text" for kind in distinct):
        return files[0]
    if distinct and all(kind["kind"] in {"integer", "number"} for kind in distinct):
        return {"kind": "number"}
    return UNKNOWN


def type_of_value(value):
    if isinstance(value, bool):
        return {"kind": "boolean"}
    if isinstance(value, str):
        return {"kind": "text"}
    if isinstance(value, int):
        return {"kind": "integer"}
    if isinstance(value, float):
        return {"kind": "number"}
    if isinstance(value, list):
        return {"kind": "list", "item": type_of_value(value[0]) if value else UNKNOWN}
    return ANY_OBJECT if isinstance(value, dict) else UNKNOWN


def annotated_text(annotation):
    """Of `Annotated[str, "what it is for"]` the text."""
    if not isinstance(annotation, ast.Subscript) or last_name(annotation.value) != "Annotated":
        return None
    parts = annotation.slice.elts[1:] if isinstance(annotation.slice, ast.Tuple) else []
    return next((each.value for each in parts if isinstance(each, ast.Constant) and isinstance(each.value, str)), None)


def described(main):
    """What the docstring says of parameters, by name: `:param file: the table`, or `file: the table` under `Args:`."""
    found = {}
    section = False
    for line in (ast.get_docstring(main) or "").splitlines():
        stated = re.match(r"\s*:param\s+(?:[^:]*\s)?(\w+):\s*(\S.*)", line)
        listed = re.match(r"\s+(\w+)\s*(?:\([^)]*\))?:\s*(\S.*)", line) if section else None
        if line.strip() and not line[0].isspace():
            section = line.strip() in {"Args:", "Arguments:", "Parameters:"}
        for match in (stated, listed):
            if match:
                found[match[1]] = match[2]
    return found


def read_argument(reader, argument, default, texts):
    kind, nullable = reader.type_of(argument.annotation)
    # Python has to be given what has no default; None is what stands for nothing.
    found, value = literal(default) if default is not None else (nullable, None)
    text = annotated_text(argument.annotation) or texts.get(argument.arg)
    if default is not None and found and kind == UNKNOWN:
        kind = type_of_value(value)
    read = {"name": argument.arg, "type": kind, "optional": nullable or default is not None}
    told = {"description": text[:MAX_DESCRIPTION_CHARACTERS]} if text else {}
    return {**read, **told, "default": value} if found else {**read, **told}


def signature(text, resource_types):
    body = ast.parse(text).body
    functions = {node.name: node for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    reader = Reader(body, resource_types)
    main = functions.get("main")
    arguments = []
    if main is not None:
        texts = described(main)
        places = main.args.posonlyargs + main.args.args
        defaults = [None] * (len(places) - len(main.args.defaults)) + main.args.defaults
        named = list(zip(places, defaults)) + list(zip(main.args.kwonlyargs, main.args.kw_defaults))
        arguments = [read_argument(reader, argument, default, texts) for argument, default in named]
    return {"args": arguments, "hasMain": main is not None, "hasPreprocessor": "preprocessor" in functions}


def limit_itself():
    """A text can be written to make a parser work for hours."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
        resource.setrlimit(resource.RLIMIT_AS, (512 * 1024 * 1024, 512 * 1024 * 1024))
    except (ImportError, ValueError, OSError):
        pass  # Not on this system: whoever started it ends it after a time.


def problem(message, line=None, column=None):
    return {"signature": None, "problems": [{"message": message, "line": line, "column": column}]}


def read(text, resource_types):
    try:
        return {"signature": signature(text, resource_types), "problems": []}
    except SyntaxError as error:
        # Where the text ends too early, some versions name the line after the last one.
        lines = max(1, len(text.splitlines()))
        line = None if error.lineno is None else min(max(1, error.lineno), lines)
        return problem(error.msg, line, None if line is None else max(1, error.offset or 1))
    except ValueError as error:
        return problem(str(error))
    except (RecursionError, MemoryError):
        return problem("This text is nested too deeply to be read.")


def main():
    limit_itself()
    asked = json.load(sys.stdin)
    json.dump(read(asked["content"], set(asked["resourceTypes"])), sys.stdout)


main()
