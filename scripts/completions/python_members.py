"""Prints what a module says that it offers to scripts: public functions with their signatures and first lines of help."""

import ast
import json
import sys


def first_line(node: ast.AST) -> str:
    return (ast.get_docstring(node) or "").strip().split("\n\n")[0].replace("\n", " ")[:200]


def signature(node: ast.FunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"({ast.unparse(node.args)}){returns}"


def members(path: str) -> list[dict[str, str]]:
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found = []
    for node in tree.body:
        if node.__class__.__name__ not in ("FunctionDef", "ClassDef") or node.name.startswith("_"):
            continue
        is_function = isinstance(node, ast.FunctionDef)
        kind = {"kind": "function", "detail": signature(node)} if is_function else {"kind": "class", "detail": ""}
        found.append({"name": node.name, **kind, "info": first_line(node)})
    return sorted({each["name"]: each for each in found}.values(), key=lambda each: each["name"])


print(json.dumps([members(path) for path in sys.argv[1:]]))
